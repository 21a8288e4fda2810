/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossPolicyTest {
  private static final long NEAR = 20_000_000;
  private static final long FAR = 200_000_000;
  private final LossPolicy policy = new LossPolicy();

  @Test
  void viewersNearbyAskAgain() {
    assertThat(policy.parityGroup(0.05, NEAR)).isZero();
    assertThat(policy.parityGroup(0.05, -1)).isZero();
  }

  @Test
  void viewersFarAwayGetParityByTheirLoss() {
    assertThat(policy.parityGroup(0.0, FAR)).isZero();
    assertThat(policy.parityGroup(0.005, FAR)).isEqualTo(12);
    assertThat(policy.parityGroup(0.02, FAR)).isEqualTo(5);
    assertThat(policy.parityGroup(0.2, FAR)).isEqualTo(3);
  }

  @Test
  void itDoesNotFlap() {
    assertThat(policy.parityGroup(0.003, FAR)).as("not yet").isZero();
    assertThat(policy.parityGroup(0.004, FAR)).isPositive();
    assertThat(policy.parityGroup(0.002, 70_000_000)).as("still").isPositive();
    assertThat(policy.parityGroup(0.002, 50_000_000)).as("near now").isZero();
    assertThat(policy.parityGroup(0.002, FAR)).as("little loss").isZero();
  }

  @Test
  void soundIsProtectedWhateverTheRoundTrip() {
    assertThat(policy.soundRepeated(0)).isZero();
    assertThat(policy.soundRepeated(0.01)).isEqualTo(1);
    assertThat(policy.soundRepeated(0.1)).isEqualTo(2);
    assertThat(policy.soundRepeated(0.002)).isEqualTo(1);
    assertThat(policy.soundRepeated(0.0005)).isZero();
    assertThat(policy.soundRepeated(0.002)).isZero();
  }

  @Test
  void lossRisesFasterThanItFalls() {
    LossEstimate estimate = new LossEstimate();
    estimate.report(0.1);
    estimate.report(0.1);
    assertThat(estimate.loss()).isBetween(0.07, 0.08);
    for (int i = 0; i < 5; i++) {
      estimate.report(0);
    }
    assertThat(estimate.loss()).isBetween(0.03, 0.05);
  }
}
