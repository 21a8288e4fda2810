/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.castbridge.media.ice.TcpAddress;

/**
 * A media port's TCP side, on the same event loop: listens, frames, and finds the connection a
 * packet is to leave by. All but {@link #open} and {@link #close} is for the event loop.
 */
public final class TcpPort {
  /** Connections at a time on one port, those that have not authenticated yet included. */
  static final int MAX_CONNECTIONS = 1_000;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final FrameReceiver receiver;
  private final Map<TcpAddress, TcpConnection> connections = new HashMap<>();
  private final List<TcpConnection> unflushed = new ArrayList<>();
  private Channel listener;

  public TcpPort(FrameReceiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Listens.
   *
   * @throws IOException when the port cannot be had
   */
  public void open(EventLoop loop, Class<? extends ServerChannel> kind, InetSocketAddress address)
      throws IOException {
    var bound =
        new ServerBootstrap()
            .group(loop, loop)
            .channel(kind)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 256)
            .childOption(ChannelOption.TCP_NODELAY, true) // a picture's last packet must not wait
            .childHandler(new Connections())
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on TCP " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    listener = bound.channel();
  }

  private final class Connections extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new TcpConnection(TcpPort.this));
    }
  }

  /** Stops listening and ends all connections; waits for it, a bounded time. */
  public void close() {
    if (listener != null) {
      listener.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
      listener
          .eventLoop()
          .submit(() -> List.copyOf(connections.values()).forEach(TcpConnection::close))
          .awaitUninterruptibly(5, TimeUnit.SECONDS);
      listener = null;
    }
  }

  /** Sends a packet as a frame at the next {@link #flush}; false when it was left out. */
  public boolean write(byte[] b, int offset, int length, TcpAddress to) {
    TcpConnection connection = connections.get(to);
    return connection != null && connection.write(b, offset, length);
  }

  /** Sends what was written. */
  public void flush() {
    if (!unflushed.isEmpty()) {
      unflushed.forEach(TcpConnection::flush);
      unflushed.clear();
    }
  }

  /** Whether that viewer takes less than it is sent: then pictures should be left out, whole. */
  public boolean congested(TcpAddress viewer) {
    TcpConnection connection = connections.get(viewer);
    return connection != null && connection.congested();
  }

  /** Ends a connection once what was written is out; without effect when there is none. */
  public void close(TcpAddress viewer) {
    TcpConnection connection = connections.get(viewer);
    if (connection != null) {
      connection.flush();
      connection.close();
    }
  }

  /** Connections now. */
  public int connections() {
    return connections.size();
  }

  FrameReceiver receiver() {
    return receiver;
  }

  long nextNumber() {
    return NUMBERS.incrementAndGet();
  }

  boolean opened(TcpAddress address, TcpConnection connection) {
    if (connections.size() >= MAX_CONNECTIONS) {
      return false;
    }
    connections.put(address, connection);
    return true;
  }

  void closed(TcpAddress address) {
    if (connections.remove(address) != null) {
      receiver.closed(address);
    }
  }

  void unflushed(TcpConnection connection) {
    unflushed.add(connection);
  }
}
