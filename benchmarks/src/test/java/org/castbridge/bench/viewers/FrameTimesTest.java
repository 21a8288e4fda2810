/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FrameTimesTest {
  private static final long FRAME = 40_000_000;
  private static final int TICKS = 3_600;
  private final FrameTimes times = new FrameTimes();

  private void frame(int number, int packets, long late, long perPacket) {
    for (int i = 1; i <= packets; i++) {
      times.packet(
          Integer.MAX_VALUE - 5 * TICKS + number * TICKS,
          i == packets,
          1_000 + number * FRAME + late + i * perPacket);
    }
  }

  private Histogram lateness() {
    Lateness lateness = Lateness.none();
    times.addTo(lateness);
    return lateness.first();
  }

  @Test
  void aFrameIsLateAgainstTheViewersEarliest() {
    times.record();
    for (int i = 0; i < 99; i++) {
      frame(i, 10, 7_000_000, 1_000); // a constant delay is no lateness; the timestamp wraps
    }
    frame(99, 10, 32_000_000, 1_000);
    assertThat(times.frames()).isEqualTo(100);
    assertThat(lateness().getValueAtPercentile(50)).isZero();
    assertThat(lateness().getMaxValue()).isBetween(24_900L, 25_100L);
  }

  @Test
  void aFrameMayTakeItsTimeButMustBeginInTime() {
    times.record();
    for (int i = 0; i < 50; i++) {
      frame(i, 10, 0, 1_000);
    }
    frame(50, 100, 0, 300_000);
    assertThat(lateness().getMaxValue()).isLessThan(1_000);
    frame(51, 100, 12_000_000, 300_000);
    assertThat(lateness().getMaxValue()).isBetween(11_000L, 13_000L);
  }

  @Test
  void onlyTheWindowCounts() {
    frame(0, 10, 500_000_000, 1_000);
    times.record();
    frame(1, 10, 0, 1_000);
    times.stop();
    frame(2, 10, 500_000_000, 1_000);
    assertThat(times.frames()).isEqualTo(1);
    assertThat(lateness().getMaxValue()).isZero();
  }
}
