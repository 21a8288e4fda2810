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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
final class MediaPort extends SimpleChannelInboundHandler<DatagramPacket>
    implements FrameReceiver, Schedule.Server {
  /** Larger never comes from WebRTC; the socket reads one byte more, to know. */
  static final int MAX_DATAGRAM = 2047;

  private final MonotonicClock clock;
  private final DeliveryCounters counters;
  private final HandshakePool handshakes;
  private final SessionObserver observer;
  private final Map<String, Viewer> byUfrag = new HashMap<>();
  private final Map<InetSocketAddress, Viewer> byAddress = new HashMap<>();
  private final Guests guests = new Guests();
  private final LatenessMeter lateness = new LatenessMeter();
  private final AtomicInteger sessions = new AtomicInteger();
  private final byte[] datagram = new byte[MAX_DATAGRAM + 1];
  private final boolean segmentation;
  private Channel channel;
  private EventLoop loop;
  private DatagramWriter writer;
  private Schedule schedule;
  private TcpPort tcp;

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
    schedule = new Schedule(clock, loop, this::execute, this, lateness);
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

  /** For the loop only: the group in {@link Turns} for the next viewer. */
  int nextTurn() {
    return schedule.nextTurn();
  }

  /** For the loop only. */
  Guests guests() {
    return guests;
  }

  void add(Viewer viewer) {
    schedule.enter(viewer);
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
    schedule.leave(viewer);
    viewer.ufrags.forEach(u -> byUfrag.remove(u, viewer));
    viewer.addresses.forEach(a -> byAddress.remove(a, viewer));
    hangUp(viewer);
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
    schedule.stop();
  }

  /** Does all the session wants done, up to its next deadline. */
  void drain(Viewer viewer, long now) {
    serve(viewer, now);
    readComplete();
  }

  @Override
  public void serve(Viewer viewer, long now) {
    writer.turn();
    do {
      drainOutputs(viewer, now);
      if (viewer.over()) {
        return;
      }
      viewer.session.send(writer, now);
    } while (viewer.session.hasOutput());
    schedule.next(viewer, now);
  }

  @Override
  public void served() {
    writer.flush();
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

  private void report(Viewer viewer, SessionOutput.Event e) {
    SessionEvent.Kind kind = SessionEvent.Kind.valueOf(e.kind().name());
    if (kind.isFinal()) {
      remove(viewer, e.kind());
    }
    NetLog.LOG.sessionEvent(viewer.id, kind, e.reason());
    observer.onEvent(
        new SessionEvent(viewer.id, viewer.correlation, kind, e.positionUs(), e.reason()));
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
    schedule.wake();
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
