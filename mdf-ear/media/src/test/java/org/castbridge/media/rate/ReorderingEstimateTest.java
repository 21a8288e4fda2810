/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReorderingEstimateTest {
  private final ReorderingEstimate estimate = new ReorderingEstimate();

  @Test
  void requestsWithoutLossAreForLatePackets() {
    estimate.reported(0, 0);
    estimate.reported(-3, 200);
    assertThat(estimate.reordering()).isTrue();
    estimate.reported(-3, 203);
    assertThat(estimate.reordering()).as("too few to tell").isTrue();
  }

  @Test
  void requestsForLostPacketsAreNot() {
    estimate.reported(5, 5);
    estimate.reported(30, 35);
    assertThat(estimate.reordering()).isFalse();
  }

  @Test
  void lossThatSetsInIsSeenByTheNextReport() {
    estimate.reported(0, 0);
    estimate.reported(0, 200);
    estimate.reported(60, 400);
    assertThat(estimate.reordering()).isFalse();
  }

  @Test
  void theFirstReportHasNothingToBeComparedWith() {
    estimate.reported(0, 100);
    assertThat(estimate.reordering()).isFalse();
  }
}
