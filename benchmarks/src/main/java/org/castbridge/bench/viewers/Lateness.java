/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import org.HdrHistogram.Histogram;

/**
 * How late frames came, microseconds.
 *
 * @param first by their first packet
 * @param last by their last one
 */
public record Lateness(Histogram first, Histogram last) {
  private static final long HIGHEST_MICROS = 60_000_000;

  static Lateness none() {
    return new Lateness(new Histogram(HIGHEST_MICROS, 3), new Histogram(HIGHEST_MICROS, 3));
  }

  /** At a percentile, milliseconds. */
  public double firstMillis(double percentile) {
    return first.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** At a percentile, milliseconds. */
  public double lastMillis(double percentile) {
    return last.getValueAtPercentile(percentile) / 1_000.0;
  }
}
