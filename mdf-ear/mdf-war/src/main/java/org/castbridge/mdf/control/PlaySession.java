/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import org.castbridge.content.Asset;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.SessionEvent;
import org.castbridge.mdf.rar.SessionHandle;
import org.castbridge.media.playout.PlayoutState;

/** One viewer's session as the control engine sees it. Thread-safe. */
public final class PlaySession {

  /** Hears the session's events, in order, on a container thread. */
  public interface Listener {
    void onEvent(PlaySession session, SessionEvent event);
  }

  private final Asset asset;
  private final String offer;
  private final Listener listener;
  private volatile SessionHandle handle;
  private volatile boolean ended;

  PlaySession(Asset asset, String offer, Listener listener) {
    this.asset = asset;
    this.offer = offer;
    this.listener = listener;
  }

  public String id() {
    return handle.id();
  }

  public Asset asset() {
    return asset;
  }

  /** The offer it was made from. */
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

  public PlayoutState state() throws ControlException {
    return ask(handle::state);
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

  private interface Question {
    PlayoutState ask() throws MediaException;
  }

  private static PlayoutState ask(Question question) throws ControlException {
    try {
      return question.ask();
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
  }
}
