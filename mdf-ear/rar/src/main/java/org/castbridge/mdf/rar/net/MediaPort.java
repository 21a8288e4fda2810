/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.net.tcp.FrameReceiver;
import org.castbridge.mdf.rar.net.tcp.TcpPort;
import org.castbridge.media.ice.IceCandidate;
import org.castbridge.media.ice.IceLiteAgent;
import org.castbridge.media.ice.TcpAddress;
import org.castbridge.media.session.DatagramKind;
import org.castbridge.media.session.SessionOutput;

/**
 * One UDP port, its number in TCP if wanted, and the event loop they live on, with the viewers that
 * were given this port. Demultiplexes by RFC 7983; finds the session of a connectivity check by our
 * ufrag in it, of anything else by the address it comes from. Wakes sessions at their time.
 *
 * <p>Everything here runs on the loop, unless it says otherwise.
 */
final class MediaPort extends SimpleChannelInboundHandler<DatagramPacket> implements FrameReceiver {
  /** Larger never comes from WebRTC; the socket reads one byte more, to know. */
  static final int MAX_DATAGRAM = 2047;

  /**
   * Viewers served before the loop looks at the socket again, or checks and handshakes starve
   * behind media.
   */
  private static final int SLICE = 32;

  /** Deadlines are met on this grid: neighbours share a wake-up and a system call. */
  private static final long GRID_NANOS = 1_000_000;

  private final MonotonicClock clock;
  private final DeliveryCounters counters;
  private final HandshakePool handshakes;
  private final SessionObserver observer;
  private final Map<String, Viewer> byUfrag = new HashMap<>();
  private final Map<InetSocketAddress, Viewer> byAddress = new HashMap<>();
  private final Map<org.castbridge.media.channel.Channel, ChannelViewers> byChannel =
      new IdentityHashMap<>();
  private final Guests guests = new Guests();
  private final DeadlineQueue<Viewer> deadlines = new DeadlineQueue<>();
  private final Turns turns = new Turns();
  private final LatenessMeter lateness = new LatenessMeter();
  private final AtomicInteger sessions = new AtomicInteger();
  private final byte[] datagram = new byte[MAX_DATAGRAM + 1];
  private final boolean segmentation;
  private Channel channel;
  private EventLoop loop;
  private DatagramWriter writer;
  private TcpPort tcp;
  private Future<?> wakeUp;
  private long wakeUpAt = Long.MAX_VALUE;

  MediaPort(
      MonotonicClock clock,
      DeliveryCounters counters,
      HandshakePool handshakes,
      SessionObserver observer,
      boolean segmentation) {
    super(
        DatagramPacket
            .class); // finding the type by reflection leaves this class in the thread's memory
    this.clock = clock;
    this.counters = counters;
    this.handshakes = handshakes;
    this.observer = observer;
    this.segmentation = segmentation;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    loop = channel.eventLoop();
    writer = new DatagramWriter(channel, segmentation, counters);
  }

  /**
   * Listens on the same number in TCP; before there are viewers.
   *
   * @throws IOException when the port cannot be had
   */
  void openTcp(Class<? extends ServerChannel> kind) throws IOException {
    TcpPort opening = new TcpPort(this);
    opening.open(loop, kind, localAddress());
    tcp = opening;
    loop.submit(() -> writer.tcp(opening)).awaitUninterruptibly();
  }

  /** Waits a bounded time. */
  void closeTcp() {
    if (tcp != null) {
      tcp.close();
    }
  }

  // ---- from any thread

  /** The bound address. */
  InetSocketAddress localAddress() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Sessions on this port, those being made included. */
  AtomicInteger sessions() {
    return sessions;
  }

  /** Units served so far by lateness; see {@link LatenessMeter#histogram}. */
  long[] lateness() {
    return lateness.histogram();
  }

  int latenessP99Millis() {
    return lateness.p99Millis(clock.now());
  }

  DeliveryCounters counters() {
    return counters;
  }

  long now() {
    return clock.now();
  }

  <T> Future<T> submit(Callable<T> command) {
    return loop.submit(command);
  }

  /**
   * Runs it on the loop; silently not at all when the loop has stopped, because then there are no
   * viewers any more.
   */
  void execute(Runnable command) {
    try {
      loop.execute(command);
    } catch (RejectedExecutionException e) {
      // stopped
    }
  }

  boolean submitHandshake(Runnable handshake) {
    return handshakes.submit(handshake);
  }

  /** Sends a DTLS record; takes the array. */
  void sendRecord(byte[] record, InetSocketAddress to) {
    if (loop.inEventLoop()) {
      writer.write(record, 0, record.length, to);
      writer.flush();
    } else {
      execute(() -> sendRecord(record, to));
    }
  }

  boolean inLoop() {
    return loop.inEventLoop();
  }

  // ---- viewers

  /** For the loop only. */
  Turns turns() {
    return turns;
  }

  /** For the loop only. */
  Guests guests() {
    return guests;
  }

  void add(Viewer viewer) {
    turns.enter(viewer.turn);
    viewer.ufrags.forEach(u -> byUfrag.put(u, viewer));
    drain(viewer, now());
  }

  /** Its checks come under another name of ours too, after an ICE restart. */
  void rename(Viewer viewer, String ufrag) {
    viewer.ufrags.add(ufrag);
    byUfrag.put(ufrag, viewer);
  }

  /** Tells the session of those the socket could reach: one on IPv4 reaches no IPv6. */
  void addCandidates(Viewer viewer, List<IceCandidate> candidates, long now) {
    boolean ipv6 = localAddress().getAddress() instanceof Inet6Address;
    for (IceCandidate candidate : candidates) {
      if (ipv6 || candidate.address().getAddress() instanceof Inet4Address) {
        viewer.session.addRemoteCandidate(candidate, now);
      }
    }
  }

  private void remove(Viewer viewer, SessionOutput.EventKind end) {
    viewer.finish(end != SessionOutput.EventKind.PEER_GONE);
    deadlines.remove(viewer);
    follow(viewer, null);
    viewer.ufrags.forEach(u -> byUfrag.remove(u, viewer));
    viewer.addresses.forEach(a -> byAddress.remove(a, viewer));
    hangUp(viewer);
    turns.leave(viewer.turn);
    sessions.decrementAndGet();
    if (end == SessionOutput.EventKind.FAILED) {
      counters.sessionsFailed.increment();
    }
  }

  private void hangUp(Viewer viewer) {
    for (InetSocketAddress address : viewer.addresses) {
      if (address instanceof TcpAddress connection && tcp != null) {
        tcp.close(connection);
      }
    }
  }

  /** Everybody on this port. */
  Set<Viewer> viewers() {
    return new HashSet<>(byUfrag.values());
  }

  /** Ends every session, because the server stops. */
  void closeAll() {
    long now = now();
    viewers().forEach(v -> v.close(now));
    writer.flush();
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
  }

  /** Does all the session wants done, up to its next deadline. */
  void drain(Viewer viewer, long now) {
    serve(viewer, now);
    writer.flush();
    scheduleWakeUp();
  }

  private void serve(Viewer viewer, long now) {
    writer.turn();
    do {
      drainOutputs(viewer, now);
      if (viewer.over()) {
        return;
      }
      viewer.session.send(writer, now);
    } while (viewer.session.hasOutput());
    deadlines.set(viewer, Math.max(now, viewer.session.nextTimeout()));
    org.castbridge.media.channel.Channel awaited = viewer.session.waitsFor();
    if (awaited != viewer.channel) {
      follow(viewer, awaited);
    }
  }

  private void drainOutputs(Viewer viewer, long now) {
    while (viewer.session.hasOutput() && !viewer.over()) {
      SessionOutput output = viewer.session.poll();
      if (output instanceof SessionOutput.Transmit t) {
        writer.write(t.buffer(), t.offset(), t.length(), t.to());
        if (viewer.isNewRecipient(t.to())) {
          byAddress.putIfAbsent(
              t.to(), viewer); // whoever forges a living viewer's address does not get it
        }
      } else if (output instanceof SessionOutput.DtlsRecord r) {
        viewer.takeRecord(r.data(), r.from(), now);
      } else if (output instanceof SessionOutput.Event e) {
        report(viewer, e);
      }
    }
  }

  /** From now on the viewer is due when this channel publishes something; null for none. */
  private void follow(Viewer viewer, org.castbridge.media.channel.Channel next) {
    org.castbridge.media.channel.Channel before = viewer.channel;
    viewer.channel = next;
    if (before != null && byChannel.get(before).remove(viewer)) {
      byChannel.remove(before);
    }
    if (next != null) {
      byChannel.computeIfAbsent(next, c -> new ChannelViewers(c, this)).add(viewer);
      // what was published since the session looked is not announced any more
      deadlines.advance(viewer, now());
    }
  }

  /** The channel the viewer waits for has published something. */
  void due(Viewer viewer, long published) {
    deadlines.advance(viewer, published + Turns.phaseNanos(viewer.turn));
  }

  private void report(Viewer viewer, SessionOutput.Event e) {
    SessionEvent.Kind kind = SessionEvent.Kind.valueOf(e.kind().name());
    if (kind.isFinal()) {
      remove(viewer, e.kind());
    }
    NetLog.LOG.sessionEvent(viewer.id, kind, e.reason());
    observer.onEvent(
        new SessionEvent(viewer.id, viewer.correlation, kind, e.positionUs(), e.reason()));
  }

  // ---- time

  void scheduleWakeUp() {
    Viewer head = deadlines.head();
    if (head == null) {
      return;
    }
    long at = (head.deadline() / GRID_NANOS + 1) * GRID_NANOS;
    if (at >= wakeUpAt) {
      return;
    }
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    wakeUpAt = at;
    wakeUp = loop.schedule(this::wake, Math.max(0, at - now()), TimeUnit.NANOSECONDS);
  }

  private void wake() {
    wakeUp = null;
    wakeUpAt = Long.MAX_VALUE;
    long now = now();
    Viewer next = deadlines.head();
    for (int served = 0; served < SLICE && next != null && next.deadline() <= now; served++) {
      next.served(now - next.deadline(), lateness.served(next.deadline(), now));
      next.session.handleTimeout(now);
      serve(next, now);
      next = deadlines.head();
    }
    writer.flush();
    scheduleWakeUp(); // those left over are due at once, yet only after the loop has looked at the
    // socket
  }

  // ---- datagrams

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    ByteBuf content = packet.content();
    int len = content.readableBytes();
    counters.datagramsIn.increment();
    counters.bytesIn.add(len);
    if (len > MAX_DATAGRAM) {
      counters.drop(DropReason.TOO_LARGE);
      return;
    }
    content.readBytes(datagram, 0, len);
    take(len, packet.sender());
  }

  @Override
  public void received(byte[] b, int length, TcpAddress from) {
    counters.datagramsIn.increment();
    counters.bytesIn.add(length);
    System.arraycopy(b, 0, datagram, 0, length);
    take(length, from);
  }

  @Override
  public void readComplete() {
    writer.flush();
    scheduleWakeUp();
  }

  @Override
  public void closed(TcpAddress from) {
    Viewer viewer = byAddress.remove(from);
    if (viewer != null) {
      viewer.addresses.remove(from);
    }
  }

  private void take(int len, InetSocketAddress from) {
    Viewer viewer = find(len, from);
    if (viewer == null) {
      return;
    }
    long now = now();
    viewer.session.handleDatagram(datagram, 0, len, from, now);
    serve(viewer, now);
  }

  private Viewer find(int len, InetSocketAddress from) {
    DatagramKind kind = DatagramKind.of(datagram, 0, len);
    if (kind == DatagramKind.OTHER) {
      counters.drop(DropReason.NOT_OURS);
      return null;
    }
    String ufrag = kind == DatagramKind.STUN ? IceLiteAgent.localUfrag(datagram, 0, len) : null;
    Viewer viewer = ufrag == null ? byAddress.get(from) : byUfrag.get(ufrag);
    if (viewer == null && !guests.take(ufrag, datagram, len, from)) {
      counters.drop(kind == DatagramKind.STUN ? DropReason.STUN_STRANGER : DropReason.UNKNOWN_PEER);
    }
    return viewer;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    readComplete();
  }

  /**
   * A datagram could not be sent: unreachable, or no segmentation on that interface. The socket
   * lives on.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      NetLog.LOG.loopFailure(cause);
      return;
    }
    counters.drop(DropReason.SEND_FAILED);
    String words = String.valueOf(cause.getMessage());
    // EIO and EINVAL: no checksum offload on the way, which segmentation needs (Linux
    // net/ipv4/udp.c)
    if ((words.contains("Input/output error") || words.contains("Invalid argument"))
        && writer.giveUpSegmentation()) {
      NetLog.LOG.segmentationGivenUp(localAddress(), words);
    }
  }
}
