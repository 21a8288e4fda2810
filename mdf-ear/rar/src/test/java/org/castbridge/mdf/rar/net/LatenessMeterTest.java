/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessMeterTest {
  private static final long MILLI = 1_000_000L;
  private final LatenessMeter meter = new LatenessMeter();

  private void second(long start, int served, int late, long lateMillis) {
    for (int i = 0; i < served; i++) {
      long now = start + i * 1000 * MILLI / served;
      meter.served(i < late ? now - lateMillis * MILLI : now, now);
    }
  }

  @Test
  void itIsTheNinetyNinthPercentileOfTheLastSecond() {
    second(0, 1000, 9, 400);
    second(1000 * MILLI, 1000, 50, 40);
    assertThat(meter.p99Millis(1001 * MILLI)).as("nine of a thousand do not count").isEqualTo(1);
    second(2000 * MILLI, 1000, 0, 0);
    assertThat(meter.p99Millis(2001 * MILLI)).as("fifty do").isEqualTo(50);
    assertThat(meter.p99Millis(60_000 * MILLI)).as("an idle loop is not late").isZero();
  }

  @Test
  void itSaysWhichClassALatenessIsOf() {
    int[] bounds = LatenessMeter.bounds();
    for (int i = 0; i < bounds.length; i++) {
      assertThat(meter.served(0, bounds[i] * MILLI - 1)).isEqualTo(i);
      assertThat(meter.served(0, bounds[i] * MILLI)).isEqualTo(i + 1);
    }
    assertThat(LatenessMeter.classes()).isEqualTo(bounds.length + 1);
    assertThat(meter.histogram()).hasSize(LatenessMeter.classes()).startsWith(1, 2, 2).endsWith(1);
  }
}
