/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured times, in milliseconds, and their percentiles (nearest rank). */
public final class Times {
  private final List<Double> millis = new ArrayList<>();

  public void add(double value) {
    millis.add(value);
  }

  public int size() {
    return millis.size();
  }

  /** The smallest value that {@code percent} of all do not exceed; NaN if there are none. */
  public double percentile(double percent) {
    if (millis.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  /** One line. */
  public String words(String what) {
    return String.format(
        Locale.ROOT,
        "%-28s %4d times: p50 %6.0f ms, p95 %6.0f ms, longest %6.0f ms",
        what,
        millis.size(),
        percentile(50),
        percentile(95),
        percentile(100));
  }
}
