/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

/**
 * Spreads a large picture over a few milliseconds: runs of packets, an interval apart. What a late
 * wake-up missed is caught up with, within limits. Not for several threads.
 */
final class Pacer {
  /** Packets that leave together. */
  static final int RUN = 10;

  /** Ten packets in two milliseconds are 47 Mbit/s. */
  static final long INTERVAL_NANOS = 2_000_000;

  /**
   * Packets that leave at once after a pause: a usual picture of 4 Mbit/s, which so needs one
   * wake-up and one segmented send. 24 KB are not felt on an access link.
   */
  static final int FIRST = 2 * RUN;

  /** Intervals that may be caught up with at once. */
  private static final int CATCH_UP = 4;

  private int left = FIRST;
  private long nextRun = Long.MIN_VALUE;

  /** True if a packet may leave now; the caller then sends one. */
  boolean take(long now) {
    if (left == 0) {
      if (now < nextRun) {
        return false;
      }
      nextRun = Math.max(nextRun, now - (CATCH_UP - 1) * INTERVAL_NANOS) + INTERVAL_NANOS;
      left = RUN;
    }
    left--;
    return true;
  }

  /**
   * Something is to be sent after a time with nothing: the first run begins now, nothing is to be
   * caught up with.
   */
  void restart(long now) {
    if (now >= nextRun) {
      nextRun = now + FIRST / RUN * INTERVAL_NANOS;
      left = FIRST;
    }
  }

  /** When the next packet may leave. */
  long nextAt(long now) {
    return left > 0 ? now : nextRun;
  }
}
