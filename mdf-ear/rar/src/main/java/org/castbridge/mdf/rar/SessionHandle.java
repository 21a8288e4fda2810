/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import org.castbridge.media.playout.PlayoutState;

/**
 * One viewer's session. May be used from any thread; every call goes to the session's event loop
 * and waits for it, two seconds at most. After the session's end (an event PEER_GONE, FAILED or
 * CLOSED) all but {@link #id}, {@link #answer} and {@link #close} throw kind GONE.
 */
public interface SessionHandle {
  /** Not guessable: 128 random bits in URL-safe letters. */
  String id();

  /** The answer to the offer. */
  String answer();

  /**
   * Plays, at once or as soon as the connection stands.
   *
   * @param positionUs film position in microseconds; null goes on from where it stands
   * @param scale speed, 1.0 is normal
   * @throws MediaException of kind BAD_RANGE, UNSUPPORTED_SCALE, ENDED, GONE or UNAVAILABLE; what
   *     was playing goes on
   */
  PlayoutState play(Long positionUs, double scale) throws MediaException;

  PlayoutState pause() throws MediaException;

  PlayoutState state() throws MediaException;

  /**
   * Ends the session and tells the viewer by DTLS close_notify. Does not wait; again is harmless.
   */
  void close();
}
