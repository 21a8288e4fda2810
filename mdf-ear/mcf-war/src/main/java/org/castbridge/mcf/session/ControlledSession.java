/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One viewer's session: SETTING_UP, then ANSWERED, then ESTABLISHED with the ACK, at last ENDED;
 * from each state it can end, and does so once. Shared by SIP, RTSP and HTTP threads; holds its
 * lock only to read and write its own fields.
 */
public final class ControlledSession {
  enum State {
    SETTING_UP,
    ANSWERED,
    ESTABLISHED,
    ENDED
  }

  /**
   * How long a session may go on without a sign of life.
   *
   * @param setUp until the answer
   * @param acknowledge from the answer to the ACK; RFC 3261 has 64*T1, 32 s
   * @param control between two requests on Xc, the timeout of h-session
   */
  public record Patience(Duration setUp, Duration acknowledge, Duration control) {}

  /**
   * What is left to release when a session has ended.
   *
   * @param mdfSession the session at the Media Delivery Function, if one was set up
   * @param peer who is connected on Xc, if anybody
   * @param answered whether there is a SIP dialogue
   */
  public record Remains(Optional<URI> mdfSession, Optional<ControlPeer> peer, boolean answered) {}

  private final String id;
  private final String contentId;
  private final URI uri;
  private final Dialogue dialogue;
  private final ContentOffer offer;
  private State state = State.SETTING_UP;
  private long since;
  private URI mdfSession;
  private String answer;
  private double duration;
  private ControlPeer peer;
  private Showing showing;

  /**
   * Names the SIP dialogue, without knowing SIP.
   *
   * @param application the application session
   * @param session the SIP session in it
   */
  public record Dialogue(String application, String session) {}

  ControlledSession(
      String id, String contentId, URI uri, Dialogue dialogue, ContentOffer offer, long now) {
    this.id = id;
    this.contentId = contentId;
    this.uri = uri;
    this.dialogue = dialogue;
    this.offer = offer;
    this.since = now;
  }

  /** The h-session of Xc; not to be guessed. */
  public String id() {
    return id;
  }

  public String contentId() {
    return contentId;
  }

  /** The h-uri of Xc. */
  public URI uri() {
    return uri;
  }

  public Dialogue dialogue() {
    return dialogue;
  }

  ContentOffer offer() {
    return offer;
  }

  /** What a broadcast session shows; empty for a film. */
  public synchronized Optional<Showing> showing() {
    return Optional.ofNullable(showing);
  }

  synchronized void begin(Showing first) {
    showing = first;
  }

  /**
   * What is shown has changed: the next answer says so.
   *
   * @param offset where time-shifted playing starts, seconds of UTC since 1970; or null
   */
  synchronized void show(Showing next, Double offset) {
    showing = next;
    answer = BroadcastAnswer.next(answer, next.service(), offset);
  }

  /** Whether an offer in the dialogue asks for what is there already. */
  public boolean isRepeatedBy(String sdp) {
    return offer.isSameAs(sdp);
  }

  /**
   * The Media Delivery Function has set the session up.
   *
   * @return false if it has ended meanwhile: then the caller must release what was set up
   */
  synchronized boolean answered(URI session, String answerText, double seconds, long now) {
    if (state != State.SETTING_UP) {
      return false;
    }
    state = State.ANSWERED;
    mdfSession = session;
    answer = answerText;
    duration = seconds;
    since = now;
    return true;
  }

  /** The ACK has come. */
  public synchronized void acknowledged(long now) {
    if (state == State.ANSWERED) {
      state = State.ESTABLISHED;
      since = now;
    }
  }

  /** A request came on Xc from this peer: it is the one to tell what happens. */
  public synchronized void heard(ControlPeer from, long now) {
    peer = from;
    since = state == State.ESTABLISHED ? now : since;
  }

  /** Ends the session. Only the first call gets what remains to be released. */
  synchronized Optional<Remains> end() {
    if (state == State.ENDED) {
      return Optional.empty();
    }
    boolean wasAnswered = state != State.SETTING_UP;
    state = State.ENDED;
    return Optional.of(
        new Remains(Optional.ofNullable(mdfSession), Optional.ofNullable(peer), wasAnswered));
  }

  /** Why the session must end now, if it must. */
  public synchronized Optional<EndReason> overdue(long now, Patience patience) {
    long silent = now - since;
    return switch (state) {
      case SETTING_UP -> after(silent, patience.setUp(), EndReason.SET_UP_FAILED);
      case ANSWERED -> after(silent, patience.acknowledge(), EndReason.NO_ACK);
      case ESTABLISHED -> after(silent, patience.control(), EndReason.NO_SIGN_OF_LIFE);
      case ENDED -> Optional.empty();
    };
  }

  private static Optional<EndReason> after(long silent, Duration limit, EndReason reason) {
    return silent > limit.toNanos() ? Optional.of(reason) : Optional.empty();
  }

  /** Whether the session has ended. */
  public synchronized boolean isEnded() {
    return state == State.ENDED;
  }

  /** The session at the Media Delivery Function, if it can be controlled. */
  public synchronized Optional<URI> mdfSession() {
    return state == State.ENDED ? Optional.empty() : Optional.ofNullable(mdfSession);
  }

  /** The answer given, SDP; null until there is one. */
  public synchronized String answer() {
    return answer;
  }

  /** The length of the film in seconds; 0 until it is known. */
  public synchronized double duration() {
    return duration;
  }

  /** Who spoke last on Xc. */
  public synchronized Optional<ControlPeer> peer() {
    return Optional.ofNullable(peer);
  }
}
