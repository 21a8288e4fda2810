/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.Track;

/**
 * The stamps a viewer has been given, of whatever programmes: they only ever rise. One per viewer,
 * handed on from programme to programme. Not for several threads.
 */
public final class Stamps {
  /** A step of both RTP clocks at least. */
  private static final long MIN_STEP_NANOS = 25_000;

  private static final long NONE = Long.MIN_VALUE;
  private final long[] last = {NONE, NONE};

  /** The earliest time that is not before now and behind all stamps given. */
  long after(long now, long stepNanos) {
    long newest = Math.max(last[0], last[1]);
    return newest == NONE ? now : Math.max(now, newest + stepNanos);
  }

  /** Whether a unit of this track may bear the stamp. */
  boolean rises(Track track, long stamp) {
    long before = last[track.ordinal()];
    return before == NONE || stamp >= before + MIN_STEP_NANOS;
  }

  /** Gives the stamp, or the least one that rises. */
  long give(Track track, long stamp) {
    long given = rises(track, stamp) ? stamp : last[track.ordinal()] + MIN_STEP_NANOS;
    last[track.ordinal()] = given;
    return given;
  }
}
