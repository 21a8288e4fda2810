/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RenditionChooserTest {
  private static final long SECOND = 1_000_000_000L;

  /** In order of preference, not of rate; the last one is not for this viewer. */
  private static final int[] RATES = {4_000_000, 1_000_000, 2_000_000, 0};

  private final RenditionChooser chooser = new RenditionChooser(RATES);
  private long now = 5 * SECOND;
  private int current;

  @Test
  void goesDownToWhatFitsWithinASecond() {
    run(0, 1_300_000, 1);
    assertThat(current).as("not on one report").isZero();
    run(0, 1_300_000, 2);
    assertThat(current).isEqualTo(1);
  }

  @Test
  void withTooLittleForAnyTheSmallestIsSent() {
    run(0, 100_000, 3);
    assertThat(current).isEqualTo(1);
    run(0, 100_000, 60);
    assertThat(current).isEqualTo(1);
  }

  @Test
  void heavyLossGoesDownStepByStep() {
    run(0.2, -1, 2);
    assertThat(current).isEqualTo(2);
    run(0.2, -1, 2);
    assertThat(current).isEqualTo(1);
  }

  @Test
  void goesUpAStepAfterAWhileWithoutTrouble() {
    current = 1;
    run(0, 1_500_000, 9);
    assertThat(current).isEqualTo(1);
    run(0, 1_500_000, 3);
    assertThat(current).isEqualTo(2);
    run(0, 3_000_000, 12);
    assertThat(current).isZero();
    run(0, 9_000_000, 100);
    assertThat(current).isZero();
  }

  @Test
  void aRiseThatFailsIsTriedLessAndLessOften() {
    current = 1;
    int changes = 0;
    for (int i = 0; i < 600; i++) {
      int before = current;
      // the line carries 1.6 Mbit/s: the estimate says so only when more is sent
      run(0, current == 1 ? 1_500_000 : 1_600_000, 1);
      changes += before == current ? 0 : 1;
    }
    assertThat(changes).as("in ten minutes").isBetween(4, 16);
  }

  @Test
  void aLittleLossHoldsWhatIsThere() {
    current = 2;
    run(0.05, 9_000_000, 100);
    assertThat(current).isEqualTo(2);
  }

  @Test
  void whatCannotBeChosenIsNeverChosen() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      run(random.nextDouble() * 0.2, random.nextInt(8_000_000) - 1, 1);
      assertThat(current).isBetween(0, 2);
    }
    assertThat(chooser.choose(3, 1, 0, now)).as("it is not what is measured").isEqualTo(3);
    assertThat(chooser.choose(-1, 1, 0, now)).isEqualTo(-1);
  }

  private void run(double loss, long estimate, int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += SECOND;
      current = chooser.choose(current, loss, estimate, now);
    }
  }
}
