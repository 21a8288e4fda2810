/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelayHintTest {
  private static final long MILLI = 1_000_000;

  private final DelayHint hint = new DelayHint();

  @Test
  void longRoundTripsWithLossesAreWaitedFor() {
    assertThat(hint.update(200 * MILLI, 0)).as("no loss").isFalse();
    assertThat(hint.update(50 * MILLI, 3)).as("a short way").isFalse();
    assertThat(hint.update(-1, 4)).as("unknown").isFalse();
    assertThat(hint.millis()).isZero();
    assertThat(hint.update(200 * MILLI, 5)).isTrue();
    assertThat(hint.millis()).isEqualTo(360);
  }

  @Test
  void itOnlyGrowsAndNotForEveryMillisecond() {
    hint.update(200 * MILLI, 1);
    assertThat(hint.update(210 * MILLI, 2)).isFalse();
    assertThat(hint.update(90 * MILLI, 3)).isFalse();
    assertThat(hint.millis()).isEqualTo(360);
    assertThat(hint.update(300 * MILLI, 4)).isTrue();
    assertThat(hint.update(5_000 * MILLI, 5)).isTrue();
    assertThat(hint.millis()).isEqualTo(DelayHint.MAX_MILLIS);
  }
}
