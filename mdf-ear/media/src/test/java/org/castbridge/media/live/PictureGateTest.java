/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;

class PictureGateTest {
  private static final long SECOND = 1_000_000_000L;
  private final CollectingSink sink = new CollectingSink();
  private final PictureGate gate = new PictureGate(sink);
  private long now;

  private void picture(long ptsMs, boolean sync) {
    gate.arrived(now += SECOND / 25);
    gate.video(new AccessUnit(Track.VIDEO, ptsMs * 1000, sync, new byte[1]));
  }

  @Test
  void nothingBeforeTheFirstKeyFrameOrAfterAHole() {
    picture(0, false);
    assertThat(gate.wantsKeyFrame()).isTrue();
    picture(40, true);
    picture(80, false);
    gate.lost();
    picture(120, false);
    picture(160, true);
    assertThat(sink.pictures).extracting(u -> u.ptsUs() / 1000).containsExactly(40L, 80L, 160L);
    assertThat(gate.held()).isEqualTo(2);
    assertThat(gate.wantsKeyFrame()).isFalse();
  }

  @Test
  void aRestartIsNoBFrame() {
    for (int i = 0; i < 20; i++) {
      picture(i * 40, i % 10 == 0);
    }
    for (int i = 0; i < 20; i++) {
      picture(i * 40, i % 10 == 0);
    }
    assertThat(sink.problems).isEmpty();
    assertThat(sink.pictures).hasSize(40);
  }

  @Test
  void bFramesAreReportedAndTheReportGoesWhenTheyEnd() {
    for (int i = 0; i < 20; i++) {
      picture(i * 80 + 80, i % 10 == 0);
      picture(i * 80 + 40, false);
    }
    assertThat(sink.problems).containsKey(SourceProblem.B_FRAMES);
    int before = sink.pictures.size();
    for (int i = 0; i < 100; i++) {
      picture(4_000 + i * 40, i % 25 == 0);
    }
    assertThat(sink.problems).isEmpty();
    assertThat(sink.pictures.size()).isGreaterThan(before);
  }

  @Test
  void aPictureWithoutKeyFramesIsReportedAfterTenSeconds() {
    for (int i = 0; i < 300; i++) {
      picture(i * 40, false);
    }
    assertThat(sink.problems.get(SourceProblem.NO_KEY_FRAME)).contains("key frame", "10 s");
    picture(12_000, true);
    assertThat(sink.problems).isEmpty();
  }
}
