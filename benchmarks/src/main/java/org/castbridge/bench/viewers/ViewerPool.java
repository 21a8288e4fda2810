/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.srtp.SrtpSession;
import org.castbridge.signalling.sdp.Fingerprint;

/** Hundreds of viewers on a few event loops; opens and closes them, and windows to measure in. */
public final class ViewerPool implements AutoCloseable {
  private static final int DATAGRAM = 1536;

  /** Datagrams a system call: about what a frame has. */
  private static final int BATCH = 16;

  private static final int SOCKET_BUFFER = 1 << 20;
  private static final int TICK_MILLIS = 25;
  private static final int CONNECT_SECONDS = 40;

  private final Signalling signalling;
  private final boolean gro;
  private final MultiThreadIoEventLoopGroup group;
  private final ExecutorService handshakes = Executors.newFixedThreadPool(8, daemon("handshake"));
  private final ExecutorService callers = Executors.newFixedThreadPool(4, daemon("caller"));
  private final DtlsIdentity identity = DtlsIdentity.create();
  private final SecureRandom random = new SecureRandom();
  private final List<LoadViewer> viewers = new ArrayList<>();
  private long windowOpened;
  private LoadViewer.Tally atOpening;

  /**
   * @param loops event loops
   * @param gro whether the sockets take coalesced datagrams as one (UDP_GRO): cheaper for both
   *     sides on loopback, where a run sent with segmentation offload then is never cut; a browser
   *     does not do it
   */
  public ViewerPool(Signalling signalling, int loops, boolean gro) {
    SrtpSession.warmUp();
    this.signalling = signalling;
    this.gro = gro;
    this.group = new MultiThreadIoEventLoopGroup(loops, EpollIoHandler.newFactory());
  }

  private static java.util.concurrent.ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, "viewers-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Opens so many viewers more and waits until each has its keys. */
  public void open(int count) throws IOException, InterruptedException {
    List<Future<LoadViewer>> opening = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      opening.add(callers.submit(this::openOne));
    }
    List<LoadViewer> fresh = new ArrayList<>();
    IOException failure = null;
    for (Future<LoadViewer> one : opening) {
      try {
        fresh.add(await(one));
      } catch (IOException e) {
        failure = e;
      }
    }
    viewers.addAll(fresh);
    if (failure != null) {
      throw failure;
    }
  }

  private LoadViewer openOne() throws Exception {
    IceCredentials credentials = IceCredentials.generate(random);
    LoadViewer viewer = new LoadViewer(identity, credentials, handshakes, random.nextLong());
    bind(viewer);
    int port = ((InetSocketAddress) viewer.channel().localAddress()).getPort();
    try {
      viewer.begin(
          signalling.open(credentials, new Fingerprint("sha-256", identity.fingerprint()), port));
      viewer.connected.get(CONNECT_SECONDS, TimeUnit.SECONDS);
      return viewer;
    } catch (Exception e) {
      viewer.channel().close();
      throw e;
    }
  }

  private void bind(LoadViewer viewer) throws IOException {
    EventLoop loop = group.next();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(EpollDatagramChannel.class)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .handler(viewer);
    if (gro) {
      bootstrap.option(EpollChannelOption.UDP_GRO, true);
      bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 16));
    } else {
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM);
      bootstrap.option(
          ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(BATCH * DATAGRAM));
    }
    var bound = bootstrap.bind(new InetSocketAddress("0.0.0.0", 0)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("no socket for a viewer: " + bound.cause(), bound.cause());
    }
    loop.scheduleAtFixedRate(
        () -> tick(viewer), random.nextInt(TICK_MILLIS), TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void tick(LoadViewer viewer) {
    if (viewer.channel().isOpen()) {
      viewer.tick(System.nanoTime());
    } else {
      throw new java.util.concurrent.CancellationException("closed"); // ends the schedule
    }
  }

  private static <T> T await(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BusyException busy) {
        throw busy;
      }
      throw new IOException("a viewer could not be opened: " + e.getCause(), e.getCause());
    }
  }

  /** Waits until every viewer has had a first packet of the picture. */
  public void awaitPlaying(int seconds) throws IOException, InterruptedException {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    int silent = 0;
    for (LoadViewer viewer : viewers) {
      try {
        viewer.playing.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        silent++;
      }
    }
    if (silent > 0) {
      throw new IOException(silent + " of " + viewers.size() + " viewers were sent no picture");
    }
  }

  public int size() {
    return viewers.size();
  }

  /** Closes the oldest {@code count} viewers. */
  public void close(int count) throws InterruptedException {
    List<LoadViewer> leaving = new ArrayList<>(viewers.subList(0, Math.min(count, viewers.size())));
    viewers.removeAll(leaving);
    List<Future<?>> closing = new ArrayList<>();
    for (LoadViewer viewer : leaving) {
      closing.add(callers.submit(() -> closeOne(viewer)));
    }
    for (Future<?> one : closing) {
      try {
        one.get(CONNECT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        System.err.println("bench: a viewer was not closed: " + e);
      }
    }
  }

  private Void closeOne(LoadViewer viewer) throws Exception {
    signalling.close(viewer.session);
    viewer.channel().close();
    return null;
  }

  /** From here on is measured. */
  public void openWindow() throws InterruptedException {
    each(LoadViewer::openWindow);
    atOpening = tally(Lateness.none());
    windowOpened = System.nanoTime();
  }

  /** To here. */
  public Window closeWindow() throws InterruptedException {
    each(LoadViewer::closeWindow);
    return look();
  }

  /** What was seen since it was opened; it stays open. */
  Window look() throws InterruptedException {
    long nanos = System.nanoTime() - windowOpened;
    Lateness lateness = Lateness.none();
    LoadViewer.Tally now = tally(lateness);
    return new Window(
        viewers.size(),
        now.packets - atOpening.packets,
        now.octets - atOpening.octets,
        now.missing,
        now.sampled - atOpening.sampled,
        now.refused - atOpening.refused,
        now.frames,
        lateness,
        nanos);
  }

  private interface Act {
    void on(LoadViewer viewer);
  }

  private void each(Act act) throws InterruptedException {
    for (LoadViewer viewer : viewers) {
      onLoop(
          viewer,
          () -> {
            act.on(viewer);
            return null;
          });
    }
  }

  private LoadViewer.Tally tally(Lateness lateness) throws InterruptedException {
    LoadViewer.Tally sum = new LoadViewer.Tally();
    for (LoadViewer viewer : viewers) {
      onLoop(
          viewer,
          () -> {
            viewer.addTo(sum, lateness);
            return null;
          });
    }
    return sum;
  }

  private static void onLoop(LoadViewer viewer, Callable<Void> task) throws InterruptedException {
    try {
      viewer.channel().eventLoop().submit(task).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws InterruptedException {
    close(viewers.size());
    callers.shutdown();
    handshakes.shutdownNow();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).await();
  }
}
