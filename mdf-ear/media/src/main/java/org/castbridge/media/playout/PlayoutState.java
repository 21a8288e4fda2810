/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.Objects;

/**
 * Where a viewer is in the film.
 *
 * @param positionUs film time shown now, microseconds from the start
 * @param scale speed relative to normal (RFC 2326 section 12.34); 1.0 while paused, too
 * @param durationUs length of the film, microseconds
 * @param connected true once the first packet may leave: ICE pair valid and SRTP keys there, and
 *     not closed since
 */
public record PlayoutState(
    Phase phase, long positionUs, double scale, long durationUs, boolean connected) {
  public PlayoutState {
    Objects.requireNonNull(phase);
  }

  /** Phases; READY is left by the first play command and never comes back. */
  public enum Phase {
    READY,
    PLAYING,
    PAUSED,
    ENDED
  }
}
