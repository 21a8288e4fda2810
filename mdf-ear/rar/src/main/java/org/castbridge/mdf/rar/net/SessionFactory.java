/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaException.Kind;
import org.castbridge.mdf.rar.PublisherHandle;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.mdf.rar.SessionSpec;
import org.castbridge.mdf.rar.live.LiveChannels;
import org.castbridge.mdf.rar.live.WhipInput;
import org.castbridge.media.dtls.DtlsHandshake;
import org.castbridge.media.dtls.DtlsIdentity;
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
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * Makes the sessions of viewers and encoders: answers their offers and brings them to the event
 * loop with the fewest. For any thread.
 */
final class SessionFactory {
  private final DeliverySettings settings;
  private final DtlsIdentity identity;
  private final List<MediaPort> ports;
  private final Crowd crowd;
  private final DeliveryCounters counters;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param ports all event loops
   */
  SessionFactory(
      DeliverySettings settings,
      DtlsIdentity identity,
      List<MediaPort> ports,
      Crowd crowd,
      DeliveryCounters counters) {
    this.settings = settings;
    this.identity = identity;
    this.ports = ports;
    this.crowd = crowd;
    this.counters = counters;
  }

  /**
   * A viewer's session; see {@link org.castbridge.mdf.rar.MediaConnection#create}.
   *
   * @param running false refuses it
   */
  SessionHandle create(SessionSpec spec, boolean running) throws MediaException {
    Admission admission = new Admission();
    try {
      if (!running) {
        throw new MediaException(Kind.UNAVAILABLE, "the media delivery does not run");
      }
      MediaPort port = leastBusy();
      crowd.enter();
      return admit(spec, port, admission);
    } finally {
      if (admission.abandon()) {
        refused(spec);
      }
    }
  }

  private SessionHandle admit(SessionSpec spec, MediaPort port, Admission admission)
      throws MediaException {
    port.sessions().incrementAndGet();
    try {
      return make(spec, port, admission);
    } finally {
      if (admission.abandon()) {
        port.sessions().decrementAndGet();
        crowd.leave();
        refused(spec);
      }
    }
  }

  private void refused(SessionSpec spec) {
    counters.sessionsRefused.increment();
    spec.programme().close();
  }

  private MediaPort leastBusy() throws MediaException {
    return ports.stream()
        .min(Comparator.comparingInt(p -> p.sessions().get()))
        .orElseThrow(() -> new MediaException(Kind.UNAVAILABLE, "the media delivery stops"));
  }

  private SessionHandle make(SessionSpec spec, MediaPort port, Admission admission)
      throws MediaException {
    IceCredentials ice = IceCredentials.generate(random);
    Negotiated negotiated =
        answered(
            () ->
                new MediaNegotiator(random)
                    .negotiate(
                        spec.offerSdp(), spec.programme().info(), viewersTransport(ice, port)));
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

  /** On the loop. */
  private Viewer join(
      SessionSpec spec,
      IceCredentials ice,
      Negotiated negotiated,
      String id,
      MediaPort port,
      Admission admission)
      throws MediaException {
    int turn = port.nextTurn();
    Viewer viewer =
        new Viewer(
            id,
            ice.ufrag(),
            spec.correlation(),
            negotiated.answerSdp(),
            session(spec, ice, negotiated, turn, port.now()),
            new DtlsHandshake(identity, negotiated.remoteFingerprint()),
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

  private ViewerSession session(
      SessionSpec spec, IceCredentials ice, Negotiated negotiated, int turn, long now)
      throws MediaException {
    SessionConfig config =
        new SessionConfig(
            negotiated,
            ice,
            spec.programme(),
            random,
            Instant.now(),
            PlayoutLimits.DEFAULT.inPhase(Turns.phaseNanos(turn)),
            settings.fullIce());
    try {
      return new ViewerSession(config, now);
    } catch (PlayoutException e) {
      throw LocalSessionHandle.typed(e);
    }
  }

  /** An encoder's session; see {@link org.castbridge.mdf.rar.MediaConnection#publish}. */
  PublisherHandle publish(WhipInput input, String offerSdp) throws MediaException {
    MediaPort port = leastBusy();
    IceCredentials ice = IceCredentials.generate(random);
    Publication publication =
        answered(
            () ->
                new PublishNegotiator(random)
                    .negotiate(offerSdp, new LocalTransport(ice, fingerprint(), addresses(port))));
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

  private LocalTransport viewersTransport(IceCredentials ice, MediaPort port) throws IOException {
    return new LocalTransport(
        ice, fingerprint(), addresses(port), !settings.fullIce(), settings.tcp());
  }

  private Fingerprint fingerprint() {
    return new Fingerprint("sha-256", identity.fingerprint());
  }

  private List<InetSocketAddress> addresses(MediaPort port) throws IOException {
    return LocalAddresses.of(settings, port.localAddress().getPort());
  }

  /** The answer to an offer. */
  private interface Answering<T> {
    T answer() throws NegotiationException, IOException;
  }

  private static <T> T answered(Answering<T> answering) throws MediaException {
    try {
      return answering.answer();
    } catch (NegotiationException e) {
      throw new MediaException(Kind.valueOf(e.kind().name()), e.getMessage(), e.line(), e);
    } catch (IOException e) {
      throw new MediaException(
          Kind.UNAVAILABLE, "no network interface: " + e.getMessage(), null, e);
    }
  }

  private String id() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
