/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Offset;
import org.castbridge.tests.harness.Statistics;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alice watches: every clip plays, pauses, jumps and ends in a real Chromium. */
class FilmPlaybackIT {
  private static final double KEY_FRAME_INTERVAL = 1.0;

  @ParameterizedTest
  @CsvSource({"harbour,video/H264", "forest,video/H264", "orbit,video/VP8"})
  void everyClipPlaysUntouched(String clip, String codec) {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch(clip)) {
      alice.awaitShown(0.5, 30);
      Statistics before = alice.statistics();
      playFor(Duration.ofSeconds(6));
      Statistics after = alice.statistics();

      double seconds = after.since(before, "video", "timestamp") / 1000;
      assertThat(after.since(before, "video", "framesDecoded"))
          .isGreaterThanOrEqualTo(0.9 * Viewer.FRAME_RATE * seconds);
      assertThat(after.number("video", "freezeCount")).isZero();
      assertThat(after.text("video", "codec")).isEqualTo(codec);
      assertThat(after.text("transport", "tlsVersion")).isEqualTo("FEFD");
      assertThat(after.text("transport", "srtpCipher")).isEqualTo("SRTP_AEAD_AES_128_GCM");
      assertThat(after.since(before, "audio", "packetsReceived")).isGreaterThan(40 * seconds);
      assertThat(after.number("audio", "totalAudioEnergy")).isPositive();
      assertThat(alice.positionOnPage()).isCloseTo(alice.shown(), Offset.offset(1.0));
      alice.picture("film-" + clip);
    }
  }

  @Test
  void pauseStopsTimeAndPlayGoesOnFromThere() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch("harbour")) {
      alice.awaitShown(2, 10);
      alice.press("k");
      alice.awaitStatus("paused");
      playFor(Duration.ofMillis(500)); // what was on its way arrives
      double paused = alice.shown();
      playFor(Duration.ofSeconds(2));
      assertThat(alice.shown()).isEqualTo(paused);
      assertThat(alice.positionOnPage()).isCloseTo(paused, Offset.offset(0.5));

      alice.press("k");
      alice.awaitStatus("playing");
      assertThat(alice.awaitShown(paused + 0.04, paused + 3)).isGreaterThan(paused);
    }
  }

  @Test
  void fiveSeeksLandWithinOneKeyFrameInterval() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch("harbour")) {
      alice.awaitShown(0.2, 10);
      for (double target : List.of(20.0, 5.5, 33.3, 0.0, 12.7)) {
        double before = alice.statistics().number("video", "framesDecoded");
        alice.seek(target);
        alice.awaitShown(target - KEY_FRAME_INTERVAL, target + KEY_FRAME_INTERVAL);
        assertThat(alice.statistics().number("video", "framesDecoded")).isGreaterThan(before);
      }
      assertThat(alice.statistics().number("video", "pliCount")).isLessThan(3);
    }
  }

  @Test
  void aPausedFilmGoesOnFromWhereItWasSoughtTo() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch("orbit")) {
      alice.awaitShown(0.2, 10);
      alice.press("k");
      alice.awaitStatus("paused");
      alice.seek(17.0);
      alice.press("k");
      alice.awaitStatus("playing");
      alice.awaitShown(17.0 - KEY_FRAME_INTERVAL, 17.0 + KEY_FRAME_INTERVAL);
    }
  }

  @Test
  void theEndReachesThePageAndTheFilmCanBeWatchedAgain() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch("orbit")) {
      alice.awaitShown(0.2, 10);
      alice.seek(27.5);
      alice.awaitStatus("ended");
      alice.picture("film-ended");
      alice.press("k");
      alice.awaitStatus("playing");
      alice.awaitShown(0, 5);
    }
  }

  private static void playFor(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
