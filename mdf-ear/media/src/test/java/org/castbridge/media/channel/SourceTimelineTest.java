/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.castbridge.media.channel.SourceTimeline.Outcome;
import org.castbridge.media.channel.SourceTimeline.TrackTime;
import org.junit.jupiter.api.Test;

class SourceTimelineTest {
  private static final long WALL = 1_800_000_000_000_000L;
  private static final long SECOND = 1_000_000;
  private final SourceTimeline timeline = new SourceTimeline();
  private final TrackTime video = new TrackTime();
  private final TrackTime audio = new TrackTime();

  @Test
  void theFirstUnitIsLaidOnItsArrival() {
    assertThat(timeline.map(video, 77 * SECOND, WALL)).isEqualTo(WALL);
    assertThat(timeline.map(audio, 77 * SECOND - 20_000, WALL + 5_000)).isEqualTo(WALL - 20_000);
    assertThat(timeline.map(video, 77 * SECOND + 40_000, WALL + 90_000)).isEqualTo(WALL + 40_000);
  }

  @Test
  void aJumpAheadGetsANewLineAndTheOtherTrackFollows() {
    long v = timeline.map(video, 0, WALL);
    long a = timeline.map(audio, 0, WALL);
    for (int i = 1; i <= 50; i++) {
      v = timeline.map(video, i * 40_000L, WALL + i * 40_000L);
      a = timeline.map(audio, i * 40_000L, WALL + i * 40_000L);
    }
    long arrival = WALL + 51 * 40_000;
    long jumped = timeline.map(video, 3600 * SECOND, arrival);
    assertThat(video.outcome()).isEqualTo(Outcome.JUMPED);
    assertThat(jumped).isEqualTo(arrival).isGreaterThan(v);
    // sound from before the jump that came late stays where it belongs
    assertThat(timeline.map(audio, 51 * 40_000L, arrival + 1)).isEqualTo(a + 40_000);
    assertThat(audio.outcome()).isEqualTo(Outcome.CONTINUED);
    // and then jumps as the picture did: in step
    assertThat(timeline.map(audio, 3600 * SECOND + 7_000, arrival + 30_000))
        .isEqualTo(jumped + 7_000);
    assertThat(timeline.map(video, 3600 * SECOND + 40_000, arrival + 40_000))
        .isEqualTo(jumped + 40_000);
    assertThat(video.outcome()).isEqualTo(Outcome.CONTINUED);
  }

  @Test
  void aRestartGoesOnRising() {
    long before = timeline.map(video, 500 * SECOND, WALL);
    long after = timeline.map(video, 0, WALL + 10_000);
    assertThat(video.outcome()).isEqualTo(Outcome.RESTARTED);
    assertThat(after).isGreaterThan(before).isEqualTo(WALL + 10_000);
  }

  @Test
  void aStallThatResumesWhereItStoodIsLaidOnNow() {
    timeline.map(video, 0, WALL);
    long after = timeline.map(video, 40_000, WALL + 10 * SECOND);
    assertThat(after).isEqualTo(WALL + 10 * SECOND);
  }

  @Test
  void driftIsMadeUpForSlowly() {
    long source = 0;
    long arrival = WALL;
    long last = Long.MIN_VALUE;
    // the source's clock is 200 ppm slow, arrival jitters by up to 30 ms
    Random random = new Random(4);
    for (int i = 0; i < 3600 * 25; i++) {
      long mapped = timeline.map(video, source, arrival + random.nextInt(30_000));
      assertThat(video.outcome()).isEqualTo(Outcome.CONTINUED);
      if (i > 0) {
        assertThat(mapped - last).isBetween(38_900L, 41_100L);
      }
      last = mapped;
      source += 40_000;
      arrival += 40_008;
    }
    assertThat(arrival - last).isBetween(-30_000L, 120_000L);
  }

  /** Whatever the source says, each track rises and stays near the wall clock. */
  @Test
  void anySourceIsRiddenOut() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      SourceTimeline any = new SourceTimeline();
      TrackTime[] tracks = {new TrackTime(), new TrackTime()};
      long[] last = {Long.MIN_VALUE, Long.MIN_VALUE};
      long source = random.nextInt(1 << 30) * 1000L;
      long arrival = WALL;
      for (int i = 0; i < 500; i++) {
        int track = random.nextInt(2);
        long mapped = any.map(tracks[track], source, arrival);
        assertThat(mapped).isGreaterThan(last[track]);
        assertThat(mapped).isBetween(arrival - 3 * SECOND, arrival + 5 * SECOND);
        last[track] = mapped;
        source += random.nextInt(50_000);
        arrival += random.nextInt(50_000);
        switch (random.nextInt(60)) {
          case 0 -> source += random.nextInt(100) * SECOND;
          case 1 -> source = Math.max(0, source - random.nextInt(100) * SECOND);
          case 2 -> arrival += random.nextInt(20) * SECOND;
          default -> {}
        }
      }
    }
  }
}
