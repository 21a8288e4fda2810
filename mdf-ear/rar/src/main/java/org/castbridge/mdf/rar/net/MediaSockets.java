/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The UDP sockets of the media delivery and the event loops they live on, one after the other. */
final class MediaSockets {
  /** Longest wait for a socket or the threads to end. */
  static final int STOP_SECONDS = 5;

  private static final int SOCKET_BUFFER = 4 << 20;

  /** Datagrams recvmmsg takes at a time. */
  private static final int READ_AT_ONCE = 16;

  private final DeliverySettings settings;
  private final UdpTransport transport;
  private final MultiThreadIoEventLoopGroup group;
  private final List<Channel> open = new ArrayList<>();

  /** Starts the loops. */
  MediaSockets(DeliverySettings settings) {
    this.settings = settings;
    transport = UdpTransport.choose(settings.nativeTransport(), settings.segmentation());
    group =
        new MultiThreadIoEventLoopGroup(
            settings.loopCount(), new NamedThreads("castbridge-media-"), transport.handlers());
  }

  UdpTransport transport() {
    return transport;
  }

  /**
   * Opens a socket on the next loop.
   *
   * @param port 0 for any
   * @return where it listens
   * @throws IOException when the port cannot be had
   */
  InetSocketAddress bind(int port, ChannelHandler handler) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.address(), port);
    var bound = bootstrap().handler(handler).bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on UDP " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    open.add(bound.channel());
    return (InetSocketAddress) bound.channel().localAddress();
  }

  private Bootstrap bootstrap() {
    int datagram = MediaPort.MAX_DATAGRAM + 1;
    int read = datagram;
    Bootstrap bootstrap = new Bootstrap();
    if (transport.epoll()) {
      read = READ_AT_ONCE * datagram;
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, datagram);
    }
    return bootstrap
        .group(group.next())
        .channel(transport.channel())
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(read))
        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
        .option(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(SOCKET_BUFFER / 2, SOCKET_BUFFER));
  }

  /** Closes the sockets; the loops go on. */
  void close() {
    open.forEach(c -> c.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS));
    open.clear();
  }

  /** Ends the loops, and waits a bounded time. */
  void stopThreads() throws InterruptedException {
    group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
    if (!group.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      NetLog.LOG.stoppingTookTooLong(STOP_SECONDS);
    }
  }
}
