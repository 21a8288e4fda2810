/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late an event loop serves its viewers: the 99th percentile over the last full second. Written
 * by the loop, read by anyone.
 */
final class LatenessMeter {
  private static final long SECOND = 1_000_000_000L;

  /** Upper bounds of the classes, in milliseconds. */
  private static final int[] BOUNDS = {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 1000};

  private final int[] counts = new int[BOUNDS.length + 1];
  private final AtomicLongArray all = new AtomicLongArray(BOUNDS.length + 1);
  private int total;
  private long secondEnds;
  private volatile int p99Millis;
  private volatile long measuredUntil;

  /**
   * Notes that someone due at {@code deadline} was served at {@code now}.
   *
   * @return the class of {@link #bounds} that is, from 0 to the number of bounds
   */
  int served(long deadline, long now) {
    if (now >= secondEnds) {
      turn(now);
    }
    long millis = (now - deadline) / 1_000_000;
    int i = 0;
    while (i < BOUNDS.length && millis >= BOUNDS[i]) {
      i++;
    }
    counts[i]++;
    total++;
    all.setRelease(i, all.getPlain(i) + 1); // there is one writer
    return i;
  }

  private void turn(long now) {
    p99Millis = percentile();
    measuredUntil = now;
    secondEnds = now + SECOND;
    Arrays.fill(counts, 0);
    total = 0;
  }

  private int percentile() {
    int above = total / 100;
    for (int i = counts.length - 1; i > 0; i--) {
      above -= counts[i];
      if (above < 0) {
        return i < BOUNDS.length ? BOUNDS[i] : 2 * BOUNDS[BOUNDS.length - 1];
      }
    }
    return total == 0 ? 0 : BOUNDS[0];
  }

  /** Upper bounds of {@link #histogram}'s classes in milliseconds; the last class has none. */
  static int[] bounds() {
    return BOUNDS.clone();
  }

  /** How many classes there are. */
  static int classes() {
    return BOUNDS.length + 1;
  }

  /** How often somebody was served with a lateness of each class, since start. */
  long[] histogram() {
    long[] copy = new long[all.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = all.getAcquire(i);
    }
    return copy;
  }

  /**
   * Upper bound of the class the 99th percentile falls in, milliseconds; 0 when nobody was served
   * of late.
   */
  int p99Millis(long now) {
    return now - measuredUntil > 3 * SECOND ? 0 : p99Millis;
  }
}
