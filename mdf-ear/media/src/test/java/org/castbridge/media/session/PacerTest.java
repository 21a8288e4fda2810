/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long MS = 1_000_000;
  private final Pacer pacer = new Pacer();

  private int available(long now) {
    int count = 0;
    while (pacer.take(now)) {
      count++;
    }
    return count;
  }

  @Test
  void aPictureLeavesAtOnceALargeOneInRunsAnIntervalApart() {
    pacer.restart(100 * MS);
    assertThat(available(100 * MS)).isEqualTo(20);
    assertThat(available(103 * MS)).isZero();
    assertThat(pacer.nextAt(103 * MS)).isEqualTo(104 * MS);
    assertThat(available(104 * MS)).isEqualTo(10);
    assertThat(pacer.nextAt(104 * MS)).isEqualTo(106 * MS);
  }

  @Test
  void aLateWakeUpCatchesUpWithinLimits() {
    pacer.restart(0);
    assertThat(available(0)).isEqualTo(20);
    assertThat(available(8 * MS)).isEqualTo(30);
    assertThat(available(500 * MS)).isEqualTo(40);
    assertThat(available(501 * MS)).isZero();
  }

  @Test
  void afterNothingToSendThereIsNothingToCatchUpWith() {
    pacer.restart(0);
    assertThat(available(0)).isEqualTo(20);
    pacer.restart(500 * MS);
    assertThat(available(500 * MS)).isEqualTo(20);
  }

  @Test
  void restartsDoNotGiveMoreThanTheFirstRuns() {
    pacer.restart(0);
    assertThat(available(0)).isEqualTo(20);
    pacer.restart(MS);
    assertThat(available(MS)).isZero();
  }
}
