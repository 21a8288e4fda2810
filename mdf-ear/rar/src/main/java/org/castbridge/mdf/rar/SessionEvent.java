/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

/**
 * Something that happened to a session. Events of one session arrive one after the other, in order.
 *
 * @param sessionId as {@link SessionHandle#id}
 * @param correlation as in {@link SessionSpec}
 * @param positionUs film position then, in microseconds
 * @param reason a plain sentence
 */
public record SessionEvent(
    String sessionId, String correlation, Kind kind, long positionUs, String reason) {
  /** What happened. PEER_GONE, FAILED and CLOSED are final, and one of them always comes. */
  public enum Kind {
    /** The viewer is connected: media may flow. */
    CONNECTED,
    /** The film has been played to its end; the session stays. */
    END_OF_STREAM,
    /** The viewer went away. */
    PEER_GONE,
    /** The session cannot work, or no longer. */
    FAILED,
    /** Closed by command or by the server's stopping. */
    CLOSED;

    public boolean isFinal() {
      return this == PEER_GONE || this == FAILED || this == CLOSED;
    }
  }
}
