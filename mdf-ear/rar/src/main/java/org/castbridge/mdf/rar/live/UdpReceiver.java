/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.InternetProtocolFamily;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import org.castbridge.mdf.rar.net.UdpTransport;

/**
 * One UDP port a source sends to: bound to our address, or to a group joined from any source or
 * from given ones (RFC 4607). Drops what comes from others. For the channel's loop.
 */
final class UdpReceiver {
  /** Takes a datagram in an array lent for the call. */
  interface Sink {
    void datagram(byte[] b, int length);
  }

  private static final int MAX_DATAGRAM = 2048;
  private static final int SOCKET_BUFFER = 4 << 20;

  private final UdpTransport transport;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final List<InetAddress> sources;
  private final String interfaceName;
  private final Sink sink;
  private final Consumer<IOException> failure;
  private final byte[] datagram = new byte[MAX_DATAGRAM];
  private Channel channel;
  private boolean stopped;
  private volatile long strangers;
  private volatile long tooLarge;

  /**
   * @param failure told when the port cannot be had or the group not be joined; null when it can
   */
  UdpReceiver(
      UdpTransport transport,
      EventLoop loop,
      InetSocketAddress address,
      List<InetAddress> sources,
      String interfaceName,
      Sink sink,
      Consumer<IOException> failure) {
    this.transport = transport;
    this.loop = loop;
    this.address = address;
    this.sources = List.copyOf(sources);
    this.interfaceName = interfaceName;
    this.sink = sink;
    this.failure = failure;
  }

  /** Addresses only, so that no name is looked up on a loop. */
  static List<InetAddress> addresses(List<String> literals) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
    return addresses;
  }

  void open() {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_REUSEADDR, address.getAddress().isMulticastAddress())
            .handler(new Handler());
    if (transport.epoll()) {
      bootstrap.channel(transport.channel());
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM);
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(16 * MAX_DATAGRAM));
    } else {
      bootstrap.channelFactory(() -> new io.netty.channel.socket.nio.NioDatagramChannel(family()));
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM));
    }
    // bound to the group, the port hears of no other group
    bootstrap.bind(address).addListener((ChannelFuture bound) -> bound(bound));
  }

  private InternetProtocolFamily family() {
    return address.getAddress() instanceof Inet4Address
        ? InternetProtocolFamily.IPv4
        : InternetProtocolFamily.IPv6;
  }

  private void bound(ChannelFuture bound) {
    if (!bound.isSuccess()) {
      failed(bound.cause());
      return;
    }
    channel = bound.channel();
    if (stopped) {
      channel.close();
    } else if (address.getAddress().isMulticastAddress()) {
      join();
    } else {
      failure.accept(null);
    }
  }

  private void join() {
    try {
      NetworkInterface on = networkInterface();
      DatagramChannel group = (DatagramChannel) channel;
      for (InetAddress source : sources.isEmpty() ? withAny() : sources) {
        group
            .joinGroup(address.getAddress(), on, source)
            .addListener(
                joined -> {
                  if (joined.isSuccess()) {
                    failure.accept(null);
                  } else {
                    failed(joined.cause());
                  }
                });
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private static List<InetAddress> withAny() {
    List<InetAddress> any = new ArrayList<>();
    any.add(null);
    return any;
  }

  private NetworkInterface networkInterface() throws IOException {
    if (interfaceName != null) {
      NetworkInterface named = NetworkInterface.getByName(interfaceName);
      if (named == null) {
        throw new IOException("there is no network interface " + interfaceName);
      }
      return named;
    }
    NetworkInterface loopback = null;
    Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
    while (all.hasMoreElements()) {
      NetworkInterface next = all.nextElement();
      if (isUsable(next)) {
        if (!next.isLoopback()) {
          return next;
        }
        loopback = next;
      }
    }
    if (loopback == null) {
      throw new IOException("there is no network interface to join the group on");
    }
    return loopback;
  }

  private boolean isUsable(NetworkInterface candidate) throws SocketException {
    return candidate.isUp()
        && (candidate.supportsMulticast() || candidate.isLoopback())
        && candidate.inetAddresses().anyMatch(a -> a.getClass() == address.getAddress().getClass());
  }

  private void failed(Throwable cause) {
    close();
    failure.accept(
        cause instanceof IOException io ? io : new IOException(String.valueOf(cause), cause));
  }

  private void close() {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /** Leaves and joins again, or tries again to get the port. */
  void reopen() {
    Channel before = channel;
    channel = null;
    if (before == null) {
      open();
    } else {
      before.close().addListener(closed -> open());
    }
  }

  void stop() {
    stopped = true;
    close();
  }

  /** Datagrams of senders that are none of the sources. */
  long strangers() {
    return strangers;
  }

  long tooLarge() {
    return tooLarge;
  }

  private final class Handler extends SimpleChannelInboundHandler<DatagramPacket> {
    Handler() {
      super(DatagramPacket.class);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      if (!sources.isEmpty() && !sources.contains(packet.sender().getAddress())) {
        strangers++;
        return;
      }
      ByteBuf content = packet.content();
      int length = content.readableBytes();
      if (length > MAX_DATAGRAM - 1) {
        tooLarge++;
        return;
      }
      content.readBytes(datagram, 0, length);
      sink.datagram(datagram, length);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof IOException)) {
        LiveLog.LOG.loopFailure(address.toString(), cause);
      }
    }
  }
}
