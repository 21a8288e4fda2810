/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;

/** One viewer's session as the control engine sees it. Thread-safe. */
public final class PlaySession {

  /** Hears the session's events, in order, on a container thread. */
  public interface Listener {
    void onEvent(PlaySession session, SessionEvent event);
  }

  private final Watchable resource;
  private volatile String offer;
  private final Listener listener;
  private volatile SessionHandle handle;
  private volatile boolean ended;

  PlaySession(Watchable resource, String offer, Listener listener) {
    this.resource = resource;
    this.offer = offer;
    this.listener = listener;
  }

  public String id() {
    return handle.id();
  }

  /** What it was made for; it may show something else by now. */
  public Watchable resource() {
    return resource;
  }

  /** The offer, or fragment of one, that named the ICE session in use. */
  public String offer() {
    return offer;
  }

  public String answer() {
    return handle.answer();
  }

  /**
   * @param positionUs microseconds; null goes on from where it stands
   * @throws ControlException of kind BAD_RANGE, UNSUPPORTED_SCALE, ENDED, UNKNOWN_SESSION or
   *     UNAVAILABLE
   */
  public PlayoutState play(Long positionUs, double scale) throws ControlException {
    return ask(() -> handle.play(positionUs, scale));
  }

  public PlayoutState pause() throws ControlException {
    return ask(handle::pause);
  }

  /**
   * Shows something else on the same connection.
   *
   * @param positionUs microseconds; null for the beginning of a film, the live edge of a channel
   * @throws ControlException of kind BAD_RANGE, NO_COMMON_CODEC, UNKNOWN_SESSION or UNAVAILABLE;
   *     what was playing goes on
   */
  PlayoutState switchTo(Programme programme, Long positionUs) throws ControlException {
    return ask(() -> handle.switchTo(programme, positionUs));
  }

  public PlayoutState state() throws ControlException {
    return ask(handle::state);
  }

  /**
   * ICE restart; see {@link SessionHandle#restart}.
   *
   * @throws ControlException of kind BAD_OFFER, UNKNOWN_SESSION or UNAVAILABLE
   */
  public String restart(String newOffer) throws ControlException {
    String answer = ask(() -> handle.restart(newOffer));
    offer = newOffer;
    return answer;
  }

  /**
   * Candidates of the viewer as a fragment of SDP.
   *
   * @throws ControlException of kind BAD_OFFER, UNKNOWN_SESSION or UNAVAILABLE
   */
  public void addCandidates(String fragment) throws ControlException {
    ask(
        () -> {
          handle.addCandidates(fragment);
          return null;
        });
  }

  void start(SessionHandle made) {
    handle = made;
  }

  boolean hasEnded() {
    return ended;
  }

  void close() {
    handle.close();
  }

  void onEvent(SessionEvent event) {
    if (event.kind().isFinal()) {
      ended = true;
    }
    listener.onEvent(this, event);
  }

  private interface Question<T> {
    T ask() throws MediaException;
  }

  private static <T> T ask(Question<T> question) throws ControlException {
    try {
      return question.ask();
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
  }
}
