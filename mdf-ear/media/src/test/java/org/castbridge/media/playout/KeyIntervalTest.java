/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyIntervalTest {
  private static final long MS = 1_000_000;
  private final KeyInterval keys = new KeyInterval();

  @Test
  void withoutAKeyFrameThereIsNothingToBeginAnewWith() {
    assertThat(keys.between(10_000 * MS)).isFalse();
  }

  @Test
  void theFirstOneIsGoodForAsLongAsNoOtherCame() {
    keys.seen(0, 0);
    assertThat(keys.between(300 * MS)).as("on its way").isFalse();
    assertThat(keys.between(301 * MS)).isTrue();
    assertThat(keys.between(60_000 * MS)).isTrue();
  }

  @Test
  void theNextOneIsWaitedForWhenItIsNear() {
    keys.seen(0, 0);
    keys.seen(2_000_000, 2_000 * MS);
    assertThat(keys.between(2_200 * MS)).isFalse();
    assertThat(keys.between(3_000 * MS)).isTrue();
    assertThat(keys.between(3_800 * MS)).isFalse();
  }

  @Test
  void aJumpBackTellsNoInterval() {
    keys.seen(20_000_000, 0);
    keys.seen(4_000_000, 1_000 * MS);
    assertThat(keys.between(2_000 * MS)).isTrue();
  }
}
