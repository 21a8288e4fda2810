/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();

  private int take() {
    int group = turns.next();
    turns.enter(group);
    return group;
  }

  @Test
  void whoOnlyLooksTakesNoPlace() {
    for (int i = 0; i < 2 * Turns.GROUP; i++) {
      assertThat(turns.next()).isZero();
    }
  }

  @Test
  void groupsFillUpOneAfterTheOther() {
    for (int i = 0; i < Turns.GROUP * Turns.GROUPS; i++) {
      assertThat(take()).isEqualTo(i / Turns.GROUP);
    }
    assertThat(Turns.phaseNanos(0)).isZero();
    assertThat(Turns.phaseNanos(1)).isEqualTo(Turns.STEP_NANOS);
  }

  @Test
  void aPlaceThatWasLeftIsTakenNext() {
    for (int i = 0; i < 3 * Turns.GROUP; i++) {
      take();
    }
    turns.leave(1);
    assertThat(take()).isEqualTo(1);
    assertThat(take()).isEqualTo(3);
  }

  @Test
  void moreThanThereArePlacesForAreSpreadEvenly() {
    int[] viewers = new int[Turns.GROUPS];
    for (int i = 0; i < 3 * Turns.GROUP * Turns.GROUPS; i++) {
      viewers[take()]++;
    }
    assertThat(viewers).containsOnly(3 * Turns.GROUP);
  }
}
