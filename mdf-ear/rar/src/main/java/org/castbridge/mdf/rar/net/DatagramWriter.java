/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.SegmentedDatagramPacket;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.castbridge.mdf.rar.net.tcp.TcpPort;
import org.castbridge.media.ice.TcpAddress;
import org.castbridge.media.session.PacketSink;

/**
 * Puts datagrams on a channel. Sessions write packet behind packet into one array; neighbours of
 * equal size to one address are copied out together and become one send with UDP segmentation
 * offload, of up to {@link #MAX_SEGMENTS} and one shorter that may close them (Linux udp(7),
 * UDP_SEGMENT). For the channel's event loop only.
 */
final class DatagramWriter implements PacketSink {
  /** As many as may leave together: a picture of 4 Mbit/s has fewer. */
  static final int MAX_SEGMENTS = 20;

  /** Packets a viewer may write in its turn before others have theirs. */
  private static final int TURN = 64;

  private static final int ROOM = 32 * 1024;

  private final Channel channel;
  private final DeliveryCounters counters;
  private final byte[] array = new byte[ROOM];
  private boolean segmentation;
  private int start;
  private int at;
  private InetSocketAddress to;
  private int segment;
  private int count;
  private int left;
  private boolean unflushed;

  /** Not counted yet: that is done once for many. */
  private int datagrams;

  private long bytes;
  private int sends;
  private TcpPort tcp;

  DatagramWriter(Channel channel, boolean segmentation, DeliveryCounters counters) {
    this.channel = channel;
    this.segmentation = segmentation;
    this.counters = counters;
  }

  /** From now on what goes to a {@link TcpAddress} goes this way. */
  void tcp(TcpPort port) {
    tcp = port;
  }

  /** The next viewer's turn begins. */
  void turn() {
    left = TURN;
  }

  @Override
  public byte[] buffer(int room) {
    if (at + room > ROOM) {
      finishRun();
    }
    return array;
  }

  @Override
  public int offset() {
    return at;
  }

  @Override
  public boolean full() {
    return left <= 0;
  }

  @Override
  public void written(int length, InetSocketAddress recipient, boolean media) {
    left--;
    datagrams++;
    bytes += length;
    if (recipient instanceof TcpAddress viewer) {
      writeFrame(length, viewer);
      return;
    }
    if (count > 0 && !fits(length, recipient)) {
      int here = at;
      sendRun(here);
      start = here;
    }
    if (count == 0) {
      to = recipient;
      segment = length;
    }
    at += length;
    count++;
    if (!segmentation || length < segment || count > MAX_SEGMENTS) {
      finishRun();
    }
  }

  /** The packet leaves the array at once, so that the run before it goes on. */
  private void writeFrame(int length, TcpAddress viewer) {
    if (tcp == null || !tcp.write(array, at, length, viewer)) {
      counters.drop(DropReason.SEND_QUEUE_FULL);
    }
  }

  @Override
  public boolean slow(InetSocketAddress recipient) {
    return recipient instanceof TcpAddress viewer && tcp != null && tcp.congested(viewer);
  }

  private boolean fits(int length, InetSocketAddress recipient) {
    return (length < segment || length == segment && count < MAX_SEGMENTS)
        && (recipient == to || recipient.equals(to));
  }

  /** Copies a datagram and sends it at the next {@link #flush} at the latest. */
  void write(byte[] b, int off, int len, InetSocketAddress recipient) {
    System.arraycopy(b, off, buffer(len), at, len);
    written(len, recipient, false);
  }

  private void finishRun() {
    sendRun(at);
    start = 0;
    at = 0;
  }

  private void sendRun(int end) {
    if (count == 0) {
      return;
    }
    int segments = count;
    count = 0;
    if (!channel.isWritable()) {
      counters.dropped(DropReason.SEND_QUEUE_FULL, segments);
      return;
    }
    ByteBuf run = channel.alloc().directBuffer(end - start).writeBytes(array, start, end - start);
    DatagramPacket packet =
        segments > 1 ? new SegmentedDatagramPacket(run, segment, to) : new DatagramPacket(run, to);
    unflushed = true;
    sends++;
    channel.write(packet, channel.voidPromise());
  }

  /** Sends what was written. */
  void flush() {
    finishRun();
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
    count();
    if (tcp != null) {
      tcp.flush();
    }
  }

  private void count() {
    counters.datagramsOut.add(datagrams);
    counters.bytesOut.add(bytes);
    counters.sends.add(sends);
    datagrams = 0;
    bytes = 0;
    sends = 0;
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
