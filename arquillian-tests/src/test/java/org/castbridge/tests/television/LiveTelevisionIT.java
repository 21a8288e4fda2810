/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.television;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Statistics;
import org.castbridge.tests.harness.Television;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/** Alice watches television: channels come, go and come back on one connection. */
class LiveTelevisionIT {
  private static final String ONE = "video/H264";
  private static final String TWO = "video/VP8";

  @Test
  void aChannelPlays() {
    try (Television tv = new Television("alice", "wonderland").watch("one")) {
      tv.awaitCodec(ONE);
      Statistics before = tv.viewer().statistics();
      playFor(Duration.ofSeconds(4));
      Statistics after = tv.viewer().statistics();
      double seconds = after.since(before, "video", "timestamp") / 1000;
      assertThat(after.since(before, "video", "framesDecoded"))
          .isGreaterThanOrEqualTo(0.85 * Viewer.FRAME_RATE * seconds);
      assertThat(after.since(before, "audio", "packetsReceived")).isGreaterThan(40 * seconds);
      assertThat(tv.behind()).isZero();
      assertThat(tv.title()).startsWith("1");
      tv.viewer().picture("television-live");
    }
  }

  @Test
  void tenZapsOnOneConnection() {
    try (Television tv = new Television("alice", "wonderland").watch("one")) {
      tv.awaitCodec(ONE);
      Map<String, String> before = tv.identity();
      for (int zap = 1; zap <= 10; zap++) {
        tv.viewer().press(zap % 2 == 1 ? "ArrowUp" : "ArrowDown");
        tv.awaitCodec(zap % 2 == 1 ? TWO : ONE);
        assertThat(tv.title()).startsWith(zap % 2 == 1 ? "2" : "1");
        assertThat(tv.identity()).as("after zap %d", zap).isEqualTo(before);
      }
      assertThat(before).containsEntry("connections", "1").containsEntry("elements", "1");
    }
  }

  @Test
  void aChannelsNumberIsTyped() {
    try (Television tv = new Television("alice", "wonderland").watch("one")) {
      tv.viewer().press("2");
      tv.awaitCodec(TWO);
      assertThat(tv.title()).startsWith("2");
    }
  }

  @Test
  void anotherPackageOnTheSameConnection() {
    try (Television tv = new Television("alice", "wonderland").watch("two")) {
      tv.awaitCodec(TWO);
      Map<String, String> before = tv.identity();
      tv.viewer().press("ArrowUp");
      tv.awaitCodec(ONE);
      assertThat(tv.title()).startsWith("3");
      assertThat(tv.identity()).isEqualTo(before);
      tv.viewer().press("ArrowDown");
      tv.awaitCodec(TWO);
    }
  }

  @Test
  void pausedResumedRewoundAndBackToLive() {
    try (Television tv = new Television("alice", "wonderland").watch("one")) {
      Viewer viewer = tv.viewer();
      tv.awaitCodec(ONE);
      playFor(Duration.ofSeconds(6)); // there must be something to go back to
      Map<String, String> before = tv.identity();

      viewer.press("k");
      viewer.awaitStatus("paused");
      playFor(Duration.ofMillis(500)); // what was on its way arrives
      double paused = viewer.shown();
      playFor(Duration.ofSeconds(3));
      assertThat(viewer.shown()).isEqualTo(paused);

      viewer.press("k");
      viewer.awaitStatus("playing");
      tv.awaitFrames();
      tv.awaitBehind(2, 8);
      viewer.picture("television-behind");

      viewer.press("ArrowLeft"); // as far back as there is
      tv.awaitBehind(5, 25);
      tv.awaitFrames();

      viewer.press(">");
      Await.until(
          Duration.ofSeconds(10),
          () -> viewer.page().textContent("#player-status").contains("2×"),
          () -> "twice as fast");
      double faster = tv.behind();
      Await.until(
          Duration.ofSeconds(15),
          () -> tv.behind() < faster - 1,
          () -> "nearer to live than " + faster + "; it is " + tv.behind());
      viewer.picture("television-fast-forward");

      viewer.press("l");
      tv.awaitBehind(0, 0);
      tv.awaitFrames();
      assertThat(tv.identity()).isEqualTo(before);
    }
  }

  @Test
  void aZapLeadsOutOfTimeShift() {
    try (Television tv = new Television("alice", "wonderland").watch("one")) {
      tv.awaitCodec(ONE);
      playFor(Duration.ofSeconds(2));
      tv.viewer().press("k");
      tv.viewer().awaitStatus("paused");
      tv.viewer().press("ArrowUp");
      tv.awaitCodec(TWO);
      tv.awaitBehind(0, 0);
      tv.viewer().awaitStatus("playing");
    }
  }

  @Test
  void aRefusedChannelLeavesTheOldOnePlaying() {
    try (Television tv = new Television("bob", "builder").watch("two")) {
      tv.awaitCodec(TWO);
      Map<String, String> before = tv.identity();
      tv.viewer().press("ArrowUp");
      assertThat(tv.viewer().notice())
          .isEqualTo("Your subscription does not include this channel.");
      tv.awaitTitle("2");
      tv.awaitFrames();
      assertThat(tv.codec()).isEqualTo(TWO);
      assertThat(tv.identity()).isEqualTo(before);
      tv.viewer().picture("television-refused");
    }
  }

  @Test
  void aRefusedChannelDoesNotOpen() {
    try (Television tv = new Television("bob", "builder").pick("three")) {
      assertThat(tv.viewer().notice())
          .isEqualTo("Your subscription does not include this channel.");
      assertThat(tv.viewer().page().isVisible("#view-live")).isTrue();
    }
  }

  private static void playFor(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
