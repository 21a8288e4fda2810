/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

import java.util.stream.IntStream;

/**
 * Chooses among the renditions of a picture by what the viewer reports: its estimate of the bit
 * rate (REMB) and the loss. Goes down quickly, and up only after a while without trouble, which
 * doubles each time going up turns out wrong. Not for several threads.
 *
 * <p>An estimate never says much more than what is being received: libwebrtc's is capped at one and
 * a half times that. So going up is a trial, not a calculation.
 */
public final class RenditionChooser {
  private static final long SECOND = 1_000_000_000L;

  /** Loss that repetition and parity do not make up for. */
  private static final double LOSS_BAD = 0.10;

  private static final double LOSS_GOOD = 0.03;

  /** An estimate below this share of what is sent is trouble. */
  private static final double ESTIMATE_BAD = 0.85;

  /** What a rendition may take of the estimate when going down. */
  private static final double SHARE = 0.80;

  /** An estimate of this much of what is sent is as good as they get. */
  private static final double ESTIMATE_GOOD = 1.15;

  /** Trouble must last this long. */
  private static final long BAD_NANOS = SECOND;

  private static final long FIRST_WAIT_NANOS = 10 * SECOND;
  private static final long LONGEST_WAIT_NANOS = 160 * SECOND;

  /** A fall this soon after a rise means that the rise was wrong. */
  private static final long TRIAL_NANOS = 20 * SECOND;

  private final int[] bitrates;
  private long waitNanos = FIRST_WAIT_NANOS;
  private long badSince = Long.MIN_VALUE;
  private long goodSince = Long.MIN_VALUE;
  private long roseAt = Long.MIN_VALUE;

  /**
   * @param bitrates of the renditions, bits a second; 0 for one that must not be chosen: not played
   *     by the viewer, or of unknown rate
   */
  public RenditionChooser(int... bitrates) {
    this.bitrates = bitrates.clone();
  }

  /**
   * Takes a report and chooses.
   *
   * @param current rendition
   * @param loss 0 to 1
   * @param estimate bits a second for all streams together, negative if there is none
   * @param now monotonic nanoseconds
   * @return the rendition to go on with, from its next key frame
   */
  public int choose(int current, double loss, long estimate, long now) {
    if (current < 0 || current >= bitrates.length || bitrates[current] == 0) {
      return current;
    }
    boolean narrow = estimate >= 0 && estimate < ESTIMATE_BAD * bitrates[current];
    if (narrow || loss > LOSS_BAD) {
      goodSince = Long.MIN_VALUE;
      badSince = badSince == Long.MIN_VALUE ? now : badSince;
      return now - badSince >= BAD_NANOS ? lower(current, narrow ? estimate : -1, now) : current;
    }
    badSince = Long.MIN_VALUE;
    boolean wide = estimate < 0 || estimate >= ESTIMATE_GOOD * bitrates[current];
    if (!wide || loss > LOSS_GOOD) {
      goodSince = Long.MIN_VALUE;
      return current;
    }
    goodSince = goodSince == Long.MIN_VALUE ? now : goodSince;
    return now - goodSince >= waitNanos ? higher(current, now) : current;
  }

  /** The best that fits the estimate, else the smallest; without one the next lower. */
  private int lower(int current, long estimate, long now) {
    int next =
        IntStream.range(0, bitrates.length)
            .filter(i -> bitrates[i] > 0 && bitrates[i] < bitrates[current])
            .filter(i -> estimate < 0 || bitrates[i] <= SHARE * estimate)
            .reduce((a, b) -> bitrates[b] > bitrates[a] ? b : a)
            .orElse(smallest(current));
    badSince = Long.MIN_VALUE;
    if (next != current && roseAt != Long.MIN_VALUE && now - roseAt < TRIAL_NANOS) {
      waitNanos = Math.min(LONGEST_WAIT_NANOS, 2 * waitNanos);
    }
    roseAt = Long.MIN_VALUE;
    return next;
  }

  private int smallest(int current) {
    return IntStream.range(0, bitrates.length)
        .filter(i -> bitrates[i] > 0)
        .reduce((a, b) -> bitrates[b] < bitrates[a] ? b : a)
        .orElse(current);
  }

  private int higher(int current, long now) {
    goodSince = now;
    int next =
        IntStream.range(0, bitrates.length)
            .filter(i -> bitrates[i] > bitrates[current])
            .reduce((a, b) -> bitrates[b] < bitrates[a] ? b : a)
            .orElse(current);
    if (next != current) {
      roseAt = now;
    } else if (roseAt != Long.MIN_VALUE && now - roseAt >= TRIAL_NANOS) {
      waitNanos = FIRST_WAIT_NANOS;
    }
    return next;
  }
}
