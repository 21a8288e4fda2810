/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceClockTest {
  private static final long MS = 1_000_000;

  private final SourceClock clock = new SourceClock();
  private final SourceClock.Stream video = clock.stream(90_000);
  private final SourceClock.Stream audio = clock.stream(48_000);

  /** NTP time of so many milliseconds after some second. */
  private static long ntp(long ms) {
    return (3_900_000_000L + ms / 1000) << 32 | (ms % 1000 << 32) / 1000;
  }

  @Test
  void timeStampsRunOnOverTheirWrap() {
    long first = video.toMicros(-900, 0);
    assertThat(video.toMicros(900, 20 * MS) - first).isEqualTo(20_000);
    assertThat(first).isPositive();
  }

  @Test
  void senderReportsPutPictureAndSoundInStep() {
    // both pictures of the same instant, but sound came 120 ms later
    long v = video.toMicros(90_000, 1_000 * MS);
    long a = audio.toMicros(480_000, 1_120 * MS);
    assertThat(a - v).isEqualTo(120_000);
    video.report(ntp(500), 90_000);
    audio.report(ntp(500), 480_000);
    assertThat(video.toMicros(90_000, 1_200 * MS)).isEqualTo(v);
    assertThat(audio.toMicros(480_000, 1_200 * MS)).isBetween(v - 5, v + 5);
  }

  @Test
  void reportsOfAnotherClockMoveNothingFarAway() {
    long v = video.toMicros(90_000, 0);
    video.report(ntp(500), 90_000);
    audio.toMicros(48_000, 0);
    audio.report(ntp(400_000), 48_000);
    assertThat(audio.toMicros(48_000, 0)).isEqualTo(v);
  }

  @Test
  void aRestartBeginsAtItsArrival() {
    long before = video.toMicros(5_000, 0);
    video.report(ntp(0), 5_000);
    video.restart();
    long after = video.toMicros(77_000_000, 3_000 * MS);
    assertThat(after - before).isEqualTo(3_000_000);
  }

  @Test
  void jitterOfReportsIsTakenUpGradually() {
    long v = video.toMicros(90_000, 0);
    video.report(ntp(1_000), 90_000);
    video.report(ntp(1_008), 90_000);
    assertThat(video.toMicros(90_000, 0)).isBetween(v + 990, v + 1_000);
  }
}
