/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.session.SessionStatistics;

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
   * @param positionUs position in microseconds, channel time in a channel; null goes on from where
   *     it stands, in a channel that was not paused from the live edge
   * @param scale speed, 1.0 is normal; see {@link org.castbridge.media.playout.Scales}
   * @throws MediaException of kind BAD_RANGE, UNSUPPORTED_SCALE, ENDED, GONE or UNAVAILABLE; what
   *     was playing goes on
   */
  PlayoutState play(Long positionUs, double scale) throws MediaException;

  PlayoutState pause() throws MediaException;

  PlayoutState state() throws MediaException;

  /**
   * Shows something else on the same connection, without negotiating anew: the zap, and the content
   * switch. Takes over the programme: it is closed when the session ends or goes on to another one,
   * or at once when this call fails.
   *
   * @param positionUs where to begin; null for the beginning of a film, the live edge of a channel
   * @throws MediaException of kind BAD_RANGE, NO_COMMON_CODEC, GONE or UNAVAILABLE; what was
   *     playing goes on
   */
  PlayoutState switchTo(Programme programme, Long positionUs) throws MediaException;

  /**
   * ICE restart (RFC 8445 section 9): new names and passwords on the same connection, for a viewer
   * whose network has changed. What plays goes on.
   *
   * @param offerSdp the new offer, or the fragment of it that says ufrag, pwd and candidates
   * @return the new answer, whole
   * @throws MediaException of kind BAD_OFFER if it would change more than ICE; GONE or UNAVAILABLE
   */
  String restart(String offerSdp) throws MediaException;

  /**
   * Candidates that the viewer found after its offer (RFC 8838).
   *
   * @param sdpFragment lines of application/trickle-ice-sdpfrag (RFC 8840)
   * @throws MediaException of kind BAD_OFFER, GONE or UNAVAILABLE
   */
  void addCandidates(String sdpFragment) throws MediaException;

  /**
   * Puts a film in where the programme gets to a picture, with the way back: an advertisement.
   * Takes over the film; see {@link org.castbridge.media.session.ViewerSession#insert}.
   *
   * @param atUs in the programme's time; null for now
   * @throws MediaException of kind NO_COMMON_CODEC, ENDED, GONE or UNAVAILABLE; nothing has changed
   *     then
   */
  PlayoutState insert(Programme.Film film, Long atUs) throws MediaException;

  /** What went to the viewer, and what came back. */
  SessionStatistics statistics() throws MediaException;

  /**
   * Ends the session and tells the viewer by DTLS close_notify. Does not wait; again is harmless.
   */
  void close();
}
