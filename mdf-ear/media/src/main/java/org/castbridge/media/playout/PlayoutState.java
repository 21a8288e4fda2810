/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.Objects;

/**
 * Where a viewer is in the programme.
 *
 * @param positionUs time shown now, microseconds: from the start of a film; channel time (UTC since
 *     1970) of a channel
 * @param scale speed relative to normal (RFC 2326 section 12.34); 1.0 while paused, too
 * @param startUs where the programme can be played from: 0; in a channel the oldest that is kept
 * @param endUs where it ends: the length of a film; in a channel the live edge
 * @param live true at the live edge of a channel
 * @param connected true once the first packet may leave: ICE pair valid and SRTP keys there, and
 *     not closed since
 */
public record PlayoutState(
    Phase phase,
    long positionUs,
    double scale,
    long startUs,
    long endUs,
    boolean live,
    boolean connected) {
  public PlayoutState {
    Objects.requireNonNull(phase);
  }

  /** Of a film. */
  public PlayoutState(
      Phase phase, long positionUs, double scale, long durationUs, boolean connected) {
    this(phase, positionUs, scale, 0, durationUs, false, connected);
  }

  /** Length of what can be played, microseconds. */
  public long durationUs() {
    return endUs - startUs;
  }

  /** Phases; READY is left by the first play command and never comes back. */
  public enum Phase {
    READY,
    PLAYING,
    PAUSED,
    ENDED
  }
}
