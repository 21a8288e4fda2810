/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

/**
 * What a Media Delivery Function reports of a session.
 *
 * @param session its name there
 * @param kind what happened
 * @param position where playing stands, in seconds
 * @param reason for a person to read, or the empty text
 */
public record XpEvent(String session, Kind kind, double position, String reason) {

  /** What happened. */
  public enum Kind {
    CONNECTED,
    END_OF_STREAM,
    PEER_GONE,
    FAILED,
    CLOSED;

    /** Whether the session is over at the Media Delivery Function. */
    public boolean isEnd() {
      return this == PEER_GONE || this == FAILED || this == CLOSED;
    }
  }
}
