/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

/** Makes one rising line of 33-bit timestamps, which wrap every 26.5 hours. */
final class TimestampUnwrap {
  private static final long RANGE = 1L << 33;
  private long last = -1;

  /** Microseconds; small steps back stay steps back. Never negative. */
  long toMicros(long pts) {
    if (last < 0) {
      last = RANGE + pts; // so that what goes back from here is not negative
    } else {
      long step = (pts - last) & (RANGE - 1);
      last += step < RANGE / 2 ? step : step - RANGE;
      if (last < 0) {
        last += RANGE;
      }
    }
    return last * 100 / 9;
  }
}
