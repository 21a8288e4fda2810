/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.castbridge.mdf.rar.Channels;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.MediaLoad;
import org.castbridge.mdf.rar.PublisherHandle;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.mdf.rar.figures.MediaFigures;
import org.castbridge.mdf.rar.live.LiveChannels;
import org.castbridge.mdf.rar.live.WhipInput;
import org.castbridge.media.dtls.DtlsException;
import org.castbridge.media.dtls.DtlsHandshake;
import org.castbridge.media.dtls.DtlsIdentity;
import org.castbridge.media.dtls.HandshakeRehearsal;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.negotiation.LocalTransport;
import org.castbridge.media.negotiation.MediaNegotiator;
import org.castbridge.media.negotiation.Negotiated;
import org.castbridge.media.negotiation.NegotiationException;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.PlayoutLimits;
import org.castbridge.media.publish.Publication;
import org.castbridge.media.publish.PublishNegotiator;
import org.castbridge.media.publish.PublisherSession;
import org.castbridge.media.session.SessionConfig;
import org.castbridge.media.session.ViewerSession;
import org.castbridge.media.srtp.SrtpCiphers;
import org.castbridge.media.srtp.SrtpSession;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * The running media delivery: its sockets and threads, and the making of sessions. Start it once,
 * stop it once; nothing is left after {@link #stop}.
 */
public final class MediaDelivery {
  /**
   * Beyond this lateness of sending, 99th percentile, new sessions are refused for the sake of
   * those that are there.
   */
  static final int MAX_LATENESS_MILLIS = 30;

  /**
   * With fewer sessions than this, lateness is the machine's doing and not ours: refusing a viewer
   * would help nobody.
   */
  static final int CROWD = 32;

  private final DeliverySettings settings;
  private final SessionObserver observer;
  private final MonotonicClock clock = new MonotonicClock();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<MediaPort> ports = new CopyOnWriteArrayList<>();
  private final DtlsIdentity identity = DtlsIdentity.create();
  private final HandshakePool handshakes;
  private MediaSockets sockets;
  private InetSocketAddress stunAddress;
  private volatile LiveChannels live;
  private volatile boolean running;

  public MediaDelivery(DeliverySettings settings, SessionObserver observer) {
    this.settings = settings;
    this.observer = observer;
    this.handshakes = new HandshakePool(settings.handshakeThreads());
  }

  /**
   * Opens the sockets.
   *
   * @throws IOException when a port cannot be had; nothing is left behind
   */
  public void start() throws IOException {
    SrtpSession.warmUp();
    rehearse();
    sockets = new MediaSockets(settings);
    try {
      for (int i = 0; i < settings.loopCount(); i++) {
        openPort(i);
      }
      if (settings.stunPort() >= 0) {
        stunAddress = sockets.bind(settings.stunPort(), new StunServer(clock, counters));
      }
    } catch (IOException e) {
      stop();
      throw e;
    }
    live = new LiveChannels(sockets.transport(), clock, 1);
    running = true;
    NetLog.LOG.started(
        words(ports),
        transport(),
        SrtpCiphers.gcmProvider(),
        words(stunAddress),
        settings.maxSessions());
  }

  private void rehearse() throws IOException {
    try {
      HandshakeRehearsal.run(identity);
    } catch (DtlsException e) {
      throw new IOException("no DTLS handshake is possible: " + e.getMessage(), e);
    }
  }

  private void openPort(int i) throws IOException {
    MediaPort port =
        new MediaPort(
            clock, counters, handshakes, this::onEvent, sockets.transport().segmentation());
    sockets.bind(settings.mediaPort() == 0 ? 0 : settings.mediaPort() + i, port);
    ports.add(port);
    if (settings.tcp()) {
      port.openTcp(sockets.transport().listener());
    }
  }

  private void onEvent(org.castbridge.mdf.rar.SessionEvent event) {
    if (event.kind().isFinal()) {
      sessions.decrementAndGet();
    }
    observer.onEvent(event);
  }

  /** Makes a session; see {@link org.castbridge.mdf.rar.MediaConnection#create}. */
  public SessionHandle create(SessionSpec spec) throws MediaException {
    Admission admission = new Admission();
    try {
      return admit(spec, admission);
    } finally {
      if (admission.abandon()) {
        counters.sessionsRefused.increment();
        spec.programme().close();
      }
    }
  }

  private SessionHandle admit(SessionSpec spec, Admission admission) throws MediaException {
    if (!running) {
      throw new MediaException(Kind.UNAVAILABLE, "the media delivery does not run");
    }
    if (crowdLatenessMillis() > MAX_LATENESS_MILLIS) {
      throw new MediaException(Kind.BUSY, "the server is sending late as it is");
    }
    if (sessions.incrementAndGet() > settings.maxSessions()) {
      sessions.decrementAndGet();
      throw new MediaException(
          Kind.BUSY, "the server has all the sessions it can take: " + settings.maxSessions());
    }
    MediaPort port = leastBusy();
    port.sessions().incrementAndGet();
    try {
      return make(spec, port, admission);
    } finally {
      if (admission.abandon()) {
        port.sessions().decrementAndGet();
        sessions.decrementAndGet();
        counters.sessionsRefused.increment();
        spec.programme().close();
      }
    }
  }

  private MediaPort leastBusy() {
    return ports.stream().min(Comparator.comparingInt(p -> p.sessions().get())).orElseThrow();
  }

  private SessionHandle make(SessionSpec spec, MediaPort port, Admission admission)
      throws MediaException {
    IceCredentials ice = IceCredentials.generate(random);
    Negotiated negotiated = negotiate(spec, ice, port);
    String id = id();
    try {
      Viewer viewer =
          LocalSessionHandle.await(port, () -> join(spec, ice, negotiated, id, port, admission));
      counters.sessionsCreated.increment();
      return new LocalSessionHandle(viewer, port, negotiated, random);
    } catch (MediaException e) {
      port.execute(() -> admission.closeOrphan(port.now()));
      throw e;
    }
  }

  /** See {@link org.castbridge.mdf.rar.MediaConnection#publish}. */
  public PublisherHandle publish(String channelId, String offerSdp) throws MediaException {
    LiveChannels channels = live;
    WhipInput input = channels == null ? null : channels.whip(channelId);
    if (!running || input == null) {
      throw new MediaException(Kind.UNAVAILABLE, "no encoder can publish to " + channelId);
    }
    MediaPort port = leastBusy();
    IceCredentials ice = IceCredentials.generate(random);
    Publication publication = negotiate(offerSdp, ice, port);
    Publisher publisher =
        new Publisher(
            id(),
            publication.answerSdp(),
            ice.ufrag(),
            port,
            input.loop(),
            new DtlsHandshake(identity, publication.remoteFingerprint()),
            port.sessions()::decrementAndGet);
    return LiveChannels.await(
        input.loop(),
        () -> {
          input.admit(publisher);
          port.sessions().incrementAndGet();
          publisher.start(now -> new PublisherSession(publication, ice, random, input.sink(), now));
          return publisher;
        });
  }

  private Publication negotiate(String offerSdp, IceCredentials ice, MediaPort port)
      throws MediaException {
    try {
      LocalTransport local =
          new LocalTransport(
              ice,
              new Fingerprint("sha-256", identity.fingerprint()),
              LocalAddresses.of(settings, port.localAddress().getPort()));
      return new PublishNegotiator(random).negotiate(offerSdp, local);
    } catch (NegotiationException e) {
      throw new MediaException(Kind.valueOf(e.kind().name()), e.getMessage(), e.line(), e);
    } catch (IOException e) {
      throw new MediaException(
          Kind.UNAVAILABLE, "no network interface: " + e.getMessage(), null, e);
    }
  }

  private Negotiated negotiate(SessionSpec spec, IceCredentials ice, MediaPort port)
      throws MediaException {
    try {
      LocalTransport local =
          new LocalTransport(
              ice,
              new Fingerprint("sha-256", identity.fingerprint()),
              LocalAddresses.of(settings, port.localAddress().getPort()),
              !settings.fullIce(),
              settings.tcp());
      return new MediaNegotiator(random).negotiate(spec.offerSdp(), spec.programme().info(), local);
    } catch (NegotiationException e) {
      throw new MediaException(Kind.valueOf(e.kind().name()), e.getMessage(), e.line(), e);
    } catch (IOException e) {
      throw new MediaException(
          Kind.UNAVAILABLE, "no network interface: " + e.getMessage(), null, e);
    }
  }

  /** On the loop. */
  private Viewer join(
      SessionSpec spec,
      IceCredentials ice,
      Negotiated negotiated,
      String id,
      MediaPort port,
      Admission admission)
      throws MediaException {
    int turn = port.turns().next();
    long phase = Turns.phaseNanos(turn);
    SessionConfig config =
        new SessionConfig(
            negotiated,
            ice,
            spec.programme(),
            random,
            Instant.now(),
            PlayoutLimits.DEFAULT.inPhase(phase),
            settings.fullIce());
    ViewerSession session = session(config, port.now());
    DtlsHandshake handshake = new DtlsHandshake(identity, negotiated.remoteFingerprint());
    Viewer viewer =
        new Viewer(
            id,
            ice.ufrag(),
            spec.correlation(),
            negotiated.answerSdp(),
            session,
            handshake,
            turn,
            port);
    if (!admission.join()) {
      throw new MediaException(Kind.UNAVAILABLE, "too late");
    }
    admission.joined(viewer);
    if (settings.fullIce()) {
      port.addCandidates(viewer, IceRestart.fragment(spec.offerSdp()).candidates(), port.now());
    }
    port.add(viewer);
    return viewer;
  }

  private static ViewerSession session(SessionConfig config, long now) throws MediaException {
    try {
      return new ViewerSession(config, now);
    } catch (PlayoutException e) {
      throw LocalSessionHandle.typed(e);
    }
  }

  private String id() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /**
   * The live channels.
   *
   * @throws MediaException of kind UNAVAILABLE when the media delivery does not run
   */
  public Channels channels() throws MediaException {
    LiveChannels channels = live;
    if (channels == null) {
      throw new MediaException(Kind.UNAVAILABLE, "the media delivery does not run");
    }
    return channels;
  }

  /** How busy it is. */
  public MediaLoad load() {
    int alive = sessions.get();
    int late = crowdLatenessMillis();
    double load =
        Math.min(
            1,
            Math.max(
                (double) alive / settings.maxSessions(), (double) late / MAX_LATENESS_MILLIS / 2));
    return new MediaLoad(
        load, alive, running && alive < settings.maxSessions() && late <= MAX_LATENESS_MILLIS);
  }

  /** Lateness as far as it comes of the number of sessions. */
  private int crowdLatenessMillis() {
    return sessions.get() < CROWD ? 0 : latenessP99Millis();
  }

  public DeliveryCounters counters() {
    return counters;
  }

  /** Looks into it. */
  public MediaFigures figures() {
    return new LiveFigures(this, ports);
  }

  /** Lateness of the worst event loop over the last second, 99th percentile, in milliseconds. */
  public int latenessP99Millis() {
    return ports.stream().mapToInt(MediaPort::latenessP99Millis).max().orElse(0);
  }

  /**
   * Units served by all event loops since start, by lateness: below each of {@link
   * #latenessBounds}, and at last above all of them.
   */
  public long[] latenessHistogram() {
    long[] all = new long[LatenessMeter.bounds().length + 1];
    for (MediaPort port : ports) {
      long[] one = port.lateness();
      for (int i = 0; i < all.length; i++) {
        all[i] += one[i];
      }
    }
    return all;
  }

  /** Milliseconds. */
  public static int[] latenessBounds() {
    return LatenessMeter.bounds();
  }

  /** Monotonic time as sessions and channels are served by, nanoseconds. */
  public long now() {
    return clock.now();
  }

  /** Where the event loops listen. */
  public List<InetSocketAddress> mediaAddresses() {
    return ports.stream().map(MediaPort::localAddress).toList();
  }

  /** Where the STUN server listens; null without one. */
  public InetSocketAddress stunAddress() {
    return stunAddress;
  }

  /** Kind of sockets, in words. */
  public String transport() {
    return sockets == null ? "" : sockets.transport().words();
  }

  /**
   * Ends all sessions, with a goodbye to each viewer; closes the sockets; waits for the threads.
   * Again is harmless.
   */
  public void stop() {
    boolean was = running;
    running = false;
    for (MediaPort port : ports) {
      try {
        LocalSessionHandle.await(
            port,
            () -> {
              port.closeAll();
              return null;
            });
      } catch (MediaException e) {
        NetLog.LOG.stoppingTookTooLong(MediaSockets.STOP_SECONDS);
      }
    }
    ports.forEach(MediaPort::closeTcp);
    if (sockets != null) {
      sockets.close();
    }
    ports.clear();
    stopThreads();
    if (was) {
      NetLog.LOG.stopped();
    }
  }

  private void stopThreads() {
    try {
      handshakes.stop();
      if (live != null) {
        live.stop();
        live = null;
      }
      if (sockets != null) {
        sockets.stopThreads();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String words(List<MediaPort> ports) {
    return ports.stream().map(p -> words(p.localAddress())).collect(Collectors.joining(", "));
  }

  private static String words(InetSocketAddress a) {
    return a == null ? "none" : a.getAddress().getHostAddress() + ":" + a.getPort();
  }
}
