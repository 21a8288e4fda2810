/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.castbridge.mcf.choice.Candidate;
import org.castbridge.mcf.choice.MdfChoice;
import org.castbridge.mcf.choice.MdfDirectory;
import org.castbridge.mcf.choice.MdfNode;
import org.castbridge.mcf.session.Counters.Counter;
import org.castbridge.mcf.xp.XpAsset;
import org.castbridge.mcf.xp.XpClient;
import org.castbridge.mcf.xp.XpEvent;
import org.castbridge.mcf.xp.XpException;
import org.castbridge.mcf.xp.XpOffer;
import org.castbridge.mcf.xp.XpSession;
import org.castbridge.signalling.rtsp.Notice;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.SdpException;

/** Opens, sets up and ends sessions: the one place where SIP, RTSP and Xp meet. Never blocks. */
public final class MediaControl {

  /**
   * Where this function can be reached, and how patient it is.
   *
   * @param address of the RTSP server
   * @param port of the RTSP server
   * @param events where Media Delivery Functions report; the session id is put behind it
   * @param patience how long sessions may be silent
   */
  public record Settings(
      String address, int port, String events, ControlledSession.Patience patience) {}

  private static final long BYE_SECONDS = 5;

  private final Settings settings;
  private final XpClient client;
  private final MdfDirectory directory;
  private final SessionTable table;
  private final Counters counters;
  private final ControlObserver observer;
  private final LongSupplier clock;
  private final SecureRandom random = new SecureRandom();
  private final BroadcastControl broadcasts = new BroadcastControl(this);
  private final Set<CompletableFuture<Void>> farewells = ConcurrentHashMap.newKeySet();
  private volatile Upstream upstream = session -> CompletableFuture.completedFuture(null);

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  public MediaControl(
      Settings settings,
      XpClient client,
      MdfDirectory directory,
      SessionTable table,
      Counters counters,
      ControlObserver observer,
      LongSupplier clock) {
    this.settings = settings;
    this.client = client;
    this.directory = directory;
    this.table = table;
    this.counters = counters;
    this.observer = observer;
    this.clock = clock;
  }

  /** Connects the SIP side. */
  public void connect(Upstream sip) {
    upstream = sip;
  }

  public SessionTable sessions() {
    return table;
  }

  public XpClient client() {
    return client;
  }

  public Counters counters() {
    return counters;
  }

  /** Nanoseconds now. */
  public long now() {
    return clock.getAsLong();
  }

  /** Opens a session that is still to be set up. */
  public ControlledSession open(
      String contentId, ContentOffer offer, ControlledSession.Dialogue dialogue) {
    byte[] token = new byte[18];
    random.nextBytes(token);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    ControlledSession session =
        new ControlledSession(id, contentId, uri(contentId), dialogue, offer, clock.getAsLong());
    table.add(session);
    counters.count(Counter.SESSIONS_OPENED);
    return session;
  }

  /** Opens a broadcast session that is still to be set up. */
  public ControlledSession open(
      Showing showing, ContentOffer offer, ControlledSession.Dialogue dialogue) {
    ControlledSession session = open(showing.resource(), offer, dialogue);
    session.begin(showing);
    return session;
  }

  /** What changes in broadcast sessions while they run. */
  public BroadcastControl broadcasts() {
    return broadcasts;
  }

  /** The h-uri: of a film its own, of television one for all channels, since they change. */
  private URI uri(String contentId) {
    String path = URLEncoder.encode(contentId, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create(
        "rtsp://"
            + host(settings.address())
            + ":"
            + settings.port()
            + (Showing.isChannel(contentId) ? "/bc" : "/cod/" + path));
  }

  private static String host(String address) {
    return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
  }

  /**
   * Chooses a Media Delivery Function and sets the session up there; where one fails, the next best
   * is asked.
   *
   * @param accessNetwork the viewer's P-Access-Network-Info, or null
   * @return the answer, SDP; fails with what {@link SetUpRefusal#of(Throwable)} understands, and
   *     then the session has ended
   */
  public CompletableFuture<String> setUp(ControlledSession session, String accessNetwork) {
    return directory
        .candidates(session.contentId())
        .thenCompose(
            candidates -> {
              try {
                return attempt(
                    session,
                    accessNetwork,
                    MdfChoice.rank(candidates, session.offer().codecs(), accessNetwork));
              } catch (SetUpRefusal e) {
                return CompletableFuture.failedFuture(e);
              }
            })
        .whenComplete(
            (answer, thrown) -> {
              counters.count(thrown == null ? Counter.SESSIONS_ANSWERED : Counter.SESSIONS_REFUSED);
              if (thrown != null) {
                end(session, EndReason.SET_UP_FAILED);
              }
            });
  }

  private CompletableFuture<String> attempt(
      ControlledSession session, String accessNetwork, List<MdfNode> ranked) {
    if (session.isEnded()) {
      return CompletableFuture.failedFuture(SetUpRefusal.internal());
    }
    MdfNode node = ranked.get(0);
    XpOffer offer =
        session
            .offer()
            .toXp(
                session.contentId(), accessNetwork, session.id(), settings.events() + session.id());
    return client
        .create(node.base(), offer)
        .handle(
            (created, thrown) ->
                thrown == null
                    ? accept(session, node, created)
                    : failed(session, accessNetwork, ranked, XpException.of(thrown)))
        .thenCompose(next -> next);
  }

  private CompletableFuture<String> failed(
      ControlledSession session, String accessNetwork, List<MdfNode> ranked, XpException e) {
    directory.forget(ranked.get(0));
    observer.mdfFailed(ranked.get(0).base().getAuthority(), e);
    SetUpRefusal refusal = SetUpRefusal.of(e);
    return refusal.isOfOneMdf() && ranked.size() > 1
        ? attempt(session, accessNetwork, ranked.subList(1, ranked.size()))
        : CompletableFuture.failedFuture(refusal);
  }

  private CompletableFuture<String> accept(
      ControlledSession session, MdfNode node, XpSession created) {
    directory.forget(node);
    URI mdfSession = XpClient.session(node.base(), created.id());
    try {
      String answer = answer(session, created);
      double duration = created.durationMs() / 1000.0;
      if (session.answered(mdfSession, answer, duration, clock.getAsLong())) {
        observer.answered(session, node.base().getAuthority());
        return session.showing().isEmpty()
            ? CompletableFuture.completedFuture(answer)
            : begin(mdfSession, answer);
      }
    } catch (SdpException e) {
      String what = "its answer cannot be used: " + e.getMessage();
      observer.mdfFailed(
          node.base().getAuthority(), new XpException(XpException.Kind.BAD_REPLY, what));
    }
    release(session, mdfSession);
    return CompletableFuture.failedFuture(SetUpRefusal.internal());
  }

  private String answer(ControlledSession session, XpSession created) throws SdpException {
    String answer = ContentAnswer.of(session.offer(), created.answer(), control(session));
    Optional<Showing> showing = session.showing();
    return showing.isEmpty() ? answer : BroadcastAnswer.first(answer, showing.get().service());
  }

  /** Television plays without being asked to: there is no PLAY in a broadcast session. */
  private CompletableFuture<String> begin(URI mdfSession, String answer) {
    return client.play(mdfSession, null, 1).thenApply(state -> answer);
  }

  private IptvRtsp control(ControlledSession session) {
    int timeout = (int) settings.patience().control().toSeconds();
    return IptvRtsp.answer(
        settings.address(), settings.port(), session.uri().toString(), session.id(), timeout);
  }

  /**
   * Ends a session and tells everybody who must still be told. Only the first call does anything.
   */
  public void end(ControlledSession session, EndReason reason) {
    session
        .end()
        .ifPresent(
            remains -> {
              table.remove(session);
              count(reason);
              remains.mdfSession().ifPresent(uri -> release(session, uri));
              if (reason.isToldUpstream() && remains.answered()) {
                remains
                    .peer()
                    .ifPresent(peer -> announce(peer, session, Notice.SESSION_TERMINATED, 0));
                track(upstream.bye(session).completeOnTimeout(null, BYE_SECONDS, TimeUnit.SECONDS));
              }
              observer.ended(session, reason);
            });
  }

  private void count(EndReason reason) {
    counters.count(Counter.SESSIONS_ENDED);
    if (reason == EndReason.NO_SIGN_OF_LIFE || reason == EndReason.NO_ACK) {
      counters.count(Counter.ENDED_BY_TIMEOUT);
    } else if (reason == EndReason.MDF_ENDED) {
      counters.count(Counter.ENDED_BY_MDF);
    }
  }

  private void release(ControlledSession session, URI mdfSession) {
    track(
        client
            .delete(mdfSession)
            .exceptionally(
                thrown -> {
                  observer.notReleased(session, XpException.of(thrown));
                  return null;
                }));
  }

  private void track(CompletableFuture<Void> farewell) {
    farewells.add(farewell);
    farewell.whenComplete((done, thrown) -> farewells.remove(farewell));
  }

  /** Ends all sessions; the stage returned completes when everybody has been told. */
  public CompletableFuture<Void> shutDown() {
    table.all().forEach(session -> end(session, EndReason.SHUTDOWN));
    return CompletableFuture.allOf(farewells.toArray(CompletableFuture[]::new));
  }

  /** What the first Media Delivery Function that holds a film says of it; empty if none does. */
  public CompletableFuture<Optional<XpAsset>> describe(String contentId) {
    return directory
        .candidates(contentId)
        .thenApply(all -> all.stream().map(Candidate::asset).filter(Objects::nonNull).findFirst());
  }

  private void announce(
      ControlPeer peer, ControlledSession session, Notice notice, double position) {
    counters.count(Counter.ANNOUNCES);
    peer.announce(session, notice, position);
  }

  /** Ends every session that has been silent for too long. */
  public void expire() {
    long now = clock.getAsLong();
    for (ControlledSession session : table.all()) {
      session.overdue(now, settings.patience()).ifPresent(reason -> end(session, reason));
    }
  }

  /** A Media Delivery Function reports. */
  public void report(ControlledSession session, XpEvent event) {
    if (event.kind() == XpEvent.Kind.END_OF_STREAM) {
      session
          .peer()
          .ifPresent(peer -> announce(peer, session, Notice.END_OF_STREAM, event.position()));
    } else if (event.kind().isEnd()) {
      end(session, EndReason.MDF_ENDED);
    }
  }

  /** Whether a report of this Media Delivery Function's session can belong to ours. */
  public boolean isFrom(ControlledSession session, XpEvent event) {
    return session
        .mdfSession()
        .map(uri -> uri.getPath().endsWith("/" + event.session()))
        .orElse(true);
  }
}
