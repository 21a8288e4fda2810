/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castbridge.media.ice.TcpAddress;

/** One viewer's connection, or one that may become one. For the event loop. */
final class TcpConnection extends ChannelInboundHandlerAdapter {
  /**
   * What may wait for a slow viewer, bytes: a second of 4 Mbit/s. Beyond it media is left out;
   * checks and handshakes are not, up to {@link #HARD_LIMIT}.
   */
  static final int SOFT_LIMIT = 512 << 10;

  static final int HARD_LIMIT = 2 * SOFT_LIMIT;

  /** Who has said nothing a session answers within this time is put out. */
  static final int CLAIM_SECONDS = 10;

  private final TcpPort port;
  private final FrameReader reader = new FrameReader();
  private Channel channel;
  private TcpAddress address;
  private Future<?> eviction;
  private boolean unflushed;

  TcpConnection(TcpPort port) {
    this.port = port;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    address = new TcpAddress((InetSocketAddress) channel.remoteAddress(), port.nextNumber());
    if (!port.opened(address, this)) {
      channel.close();
      return;
    }
    eviction = channel.eventLoop().schedule(() -> channel.close(), CLAIM_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!reader.read(in, (b, length) -> port.receiver().received(b, length, address))) {
        context.close();
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    port.receiver().readComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    keep();
    port.closed(address);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void keep() {
    if (eviction != null) {
      eviction.cancel(false);
      eviction = null;
    }
  }

  /** Sends a frame at the next flush; false when it was left out. */
  boolean write(byte[] b, int offset, int length) {
    keep(); // only sessions write, and only to those who authenticated
    int waiting = waiting();
    if (waiting > (isMedia(b[offset]) ? SOFT_LIMIT : HARD_LIMIT)) {
      return false;
    }
    ByteBuf frame = channel.alloc().directBuffer(length + 2);
    frame.writeShort(length).writeBytes(b, offset, length);
    channel.write(frame, channel.voidPromise());
    if (!unflushed) {
      unflushed = true;
      port.unflushed(this);
    }
    return true;
  }

  private int waiting() {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? Integer.MAX_VALUE : (int) buffer.totalPendingWriteBytes();
  }

  /** Whether a viewer at the other end takes less than it is sent. */
  boolean congested() {
    return waiting() > SOFT_LIMIT / 2;
  }

  void flush() {
    unflushed = false;
    channel.flush();
  }

  /** RTP and RTCP by RFC 7983. */
  private static boolean isMedia(byte first) {
    return (first & 0xC0) == 0x80;
  }

  void close() {
    channel.close();
  }
}
