/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.rtsp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The sockets of Xc: one thread serves all connections and, once a second, the clock. */
public final class RtspServer implements AutoCloseable {
  private static final long TICK_MILLIS = 1000;
  private static final Duration JOIN = Duration.ofSeconds(5);

  /**
   * What a server is allowed.
   *
   * @param maxConnections further ones are closed at once
   * @param idle a connection that says nothing for so long is closed
   */
  public record Limits(int maxConnections, Duration idle) {}

  private final RtspControl control;
  private final Limits limits;
  private final Runnable everySecond;
  private final Consumer<Exception> failures;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer input = ByteBuffer.allocate(16 * 1024);
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Thread thread;
  private long lastTick = System.nanoTime();
  private volatile boolean closing;
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * Listens at once, serves from now on.
   *
   * @param address where to listen; port 0 takes any
   * @param everySecond runs on the server's thread, must not block
   * @param threads makes the server's only thread
   * @param failures told what should not have happened
   * @throws IOException if the address is taken or not ours
   */
  public RtspServer(
      InetSocketAddress address,
      RtspControl control,
      Limits limits,
      Runnable everySecond,
      ThreadFactory threads,
      Consumer<Exception> failures)
      throws IOException {
    this.control = control;
    this.limits = limits;
    this.everySecond = everySecond;
    this.failures = failures;
    selector = Selector.open();
    listener = listen(address);
    thread = threads.newThread(this::run);
    thread.setName("castbridge-rtsp-" + port());
    thread.start();
  }

  private ServerSocketChannel listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, 128);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_ACCEPT);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      selector.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return listener.socket().getLocalPort();
  }

  /** The number of open connections. */
  public int connections() {
    return connections.get();
  }

  /** Has a task run on the server's thread. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(TICK_MILLIS);
        selector.selectedKeys().forEach(this::serve);
        selector.selectedKeys().clear();
        runTasks();
        tick();
      }
      runTasks(); // last words: ANNOUNCE of sessions that end with us
    } catch (IOException | ClosedSelectorException e) {
      failures.accept(e);
    } finally {
      closeAll();
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task);
    }
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - lastTick >= TICK_MILLIS * 1_000_000) {
      lastTick = now;
      guarded(everySecond);
      for (SelectionKey key : selector.keys()) {
        if (key.attachment() instanceof RtspConnection connection) {
          connection.closeIfIdle(now - limits.idle().toNanos());
        }
      }
    }
  }

  // One connection's trouble must not stop the others.
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      failures.accept(e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.attachment() instanceof RtspConnection connection) {
        connection.serve(input);
      } else {
        accept();
      }
    } catch (IOException | CancelledKeyException e) {
      // A peer that went away, or no file descriptor left: the connection is closed, if there is
      // one.
      closeOne(key);
    } catch (RuntimeException e) {
      failures.accept(e);
      closeOne(key);
    }
  }

  private static void closeOne(SelectionKey key) {
    if (key.attachment() instanceof RtspConnection connection) {
      connection.close();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel == null) {
      return;
    }
    if (connections.get() >= limits.maxConnections()) {
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    key.attach(new RtspConnection(this, control, channel, key));
    connections.incrementAndGet();
  }

  /** Called by a connection, on the server's thread, when it closes. */
  void closed() {
    connections.decrementAndGet();
  }

  private void closeAll() {
    for (SelectionKey key : selector.keys()) {
      closeOne(key);
    }
    try {
      listener.close();
      selector.close();
    } catch (IOException e) {
      failures.accept(e);
    }
  }

  /** Ends all connections and frees the port; returns when the thread has ended. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join(JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
