/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.SegmentedDatagramPacket;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/**
 * Puts datagrams on a channel. Neighbours of equal size to one address become one send of up to
 * {@link #MAX_SEGMENTS} with UDP segmentation offload; the last of a run may be shorter (Linux
 * udp(7), UDP_SEGMENT). For the channel's event loop only.
 */
final class DatagramWriter {
  /** More would burst on a viewer's access link: ten packets are 12 ms of 8 Mbit/s. */
  static final int MAX_SEGMENTS = 10;

  private final Channel channel;
  private final DeliveryCounters counters;
  private boolean segmentation;
  private ByteBuf run;
  private InetSocketAddress to;
  private int segment;
  private int count;
  private boolean unflushed;

  DatagramWriter(Channel channel, boolean segmentation, DeliveryCounters counters) {
    this.channel = channel;
    this.segmentation = segmentation;
    this.counters = counters;
  }

  /** Copies the datagram and sends it at the next {@link #flush} at the latest. */
  void write(byte[] b, int off, int len, InetSocketAddress recipient) {
    if (run != null && !fits(len, recipient)) {
      finishRun();
    }
    if (run == null) {
      if (!channel.isWritable()) {
        counters.drop(DropReason.SEND_QUEUE_FULL);
        return;
      }
      run = channel.alloc().directBuffer(segmentation && len > 600 ? len * MAX_SEGMENTS : len);
      to = recipient;
      segment = len;
    }
    run.writeBytes(b, off, len);
    count++;
    counters.datagramsOut.increment();
    counters.bytesOut.add(len);
    if (!segmentation || len < segment || count == MAX_SEGMENTS) {
      finishRun();
    }
  }

  private boolean fits(int len, InetSocketAddress recipient) {
    return len <= segment && (recipient == to || recipient.equals(to));
  }

  private void finishRun() {
    if (run == null) {
      return;
    }
    DatagramPacket packet =
        count > 1 ? new SegmentedDatagramPacket(run, segment, to) : new DatagramPacket(run, to);
    run = null;
    count = 0;
    unflushed = true;
    counters.sends.increment();
    channel.write(packet, channel.voidPromise());
  }

  /** Sends what was written. */
  void flush() {
    finishRun();
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /**
   * From now on one datagram a send: the interface or the system does not do segmentation after
   * all.
   */
  boolean giveUpSegmentation() {
    boolean was = segmentation;
    segmentation = false;
    return was;
  }
}
