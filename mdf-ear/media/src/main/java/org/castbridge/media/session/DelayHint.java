/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

/**
 * How long a viewer is asked to hold pictures back at least (the playout-delay header extension). A
 * browser's jitter buffer does not stretch for packets that come late because they were repeated;
 * so where the round trip is long each loss would stop the picture for one. With the hint the
 * picture waits ahead of time, once. Asked for only where losses are seen, since it delays what a
 * viewer does; never taken back within a session, lest the picture's pace go up and down.
 */
final class DelayHint {
  /** Shorter round trips are repaired within the buffer browsers have anyway. */
  static final long LONG_ROUND_TRIP_NANOS = 80_000_000L;

  static final int MAX_MILLIS = 1_000;

  /** Until the gap is noticed, and what has to be queued behind other packets: milliseconds. */
  private static final int NOTICING = 60;

  private int millis;
  private long nackedBefore;

  /**
   * Takes what the viewer has reported.
   *
   * @param roundTripNanos negative if unknown
   * @param nacked packets asked for again so far
   * @return whether {@link #millis} has changed
   */
  boolean update(long roundTripNanos, long nacked) {
    boolean loses = nacked > nackedBefore;
    nackedBefore = nacked;
    if (!loses || roundTripNanos < LONG_ROUND_TRIP_NANOS) {
      return false;
    }
    int wanted = (int) Math.min(MAX_MILLIS, roundTripNanos * 3 / 2 / 1_000_000 + NOTICING);
    if (wanted < millis + millis / 10 + 10) {
      return false;
    }
    millis = wanted;
    return true;
  }

  /** Least delay, milliseconds. */
  int millis() {
    return millis;
  }
}
