/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.castbridge.media.stun.StunBindingResponder;

/**
 * The STUN server of the patent's e*: tells browsers their reflexive address. On a port of its own.
 * Answers a bounded number of requests a second, so that it is no tool against somebody whose
 * address was forged.
 */
final class StunServer extends SimpleChannelInboundHandler<DatagramPacket> {
  static final int MAX_ANSWERS_A_SECOND = 10_000;

  private static final long SECOND = 1_000_000_000L;

  private final MonotonicClock clock;
  private final DeliveryCounters counters;
  private final byte[] in = new byte[MediaPort.MAX_DATAGRAM];
  private final byte[] out = new byte[StunBindingResponder.MAX_RESPONSE];
  private long secondEnds;
  private int answered;

  StunServer(MonotonicClock clock, DeliveryCounters counters) {
    super(DatagramPacket.class);
    this.clock = clock;
    this.counters = counters;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    ByteBuf content = packet.content();
    int len = content.readableBytes();
    if (len > in.length || !mayAnswer()) {
      return;
    }
    content.readBytes(in, 0, len);
    int size = StunBindingResponder.respond(in, 0, len, packet.sender(), out);
    if (size > 0) {
      answered++;
      counters.stunAnswered.increment();
      ByteBuf answer = context.alloc().directBuffer(size).writeBytes(out, 0, size);
      context.write(new DatagramPacket(answer, packet.sender()), context.voidPromise());
    }
  }

  private boolean mayAnswer() {
    long now = clock.now();
    if (now >= secondEnds) {
      secondEnds = now + SECOND;
      answered = 0;
    }
    return answered < MAX_ANSWERS_A_SECOND;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    counters.drop(DropReason.SEND_FAILED);
  }
}
