/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Channels;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.harness.Tool;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of either server and a restart: nothing to repair, the catalogue is whole. In the
 * middle of a recording: what was recorded plays in any player as it lies, and after the restart it
 * is a film of the product.
 */
class RestartIT {
  /** Channel one repeats this long film, whose pictures bear their number. */
  private static final double LOOP_SECONDS = 40;

  /** Of the end this may be missing. */
  private static final double LOST_SECONDS = 3;

  private final Path base = Product.workFolder().resolve("run-restart");
  private final Path store = base.resolve("castbridge/data/films");
  private final String id = "kept-" + Long.toString(System.currentTimeMillis(), 36);

  @Test
  void killedServersComeBackWhole() throws Exception {
    try (Product product = Product.start(12000, base)) {
      int films = filmsOf(product);
      kill(product, Role.IMS_CORE);
      product.start();
      assertThat(filmsOf(product)).isEqualTo(films);
      double recorded = recordUntilKilled(product);
      List<Path> torn = mediaOf(store.resolve(".recording-" + id));
      assertThat(torn).isNotEmpty();
      assertPlays(torn, recorded);
      product.start();
      assertThat(store.resolve(".recording-" + id)).doesNotExist();
      assertPlays(mediaOf(store.resolve(id)), recorded);
      try (Viewer alice = new Viewer(product, null)) {
        alice
            .signIn("alice", "wonderland")
            .page()
            .waitForSelector(".film[data-content-id='" + id + "']");
        assertThat(alice.page().querySelectorAll(".film")).hasSize(films + 1);
        alice.watch(id);
        assertSeeks(alice);
      }
    }
  }

  private static int filmsOf(Product product) {
    try (Viewer alice = new Viewer(product, null)) {
      alice.signIn("alice", "wonderland");
      return alice.page().querySelectorAll(".film").size();
    }
  }

  private static void kill(Product product, Role role) {
    assertThat(product.process(role).destroyForcibly()).isTrue();
    assertThat(product.awaitEnd(90)).as("the launcher sees the death of " + role).isTrue();
  }

  /** Seconds that were recorded, by the channel's own count of pictures. */
  private double recordUntilKilled(Product product) {
    Channels channels = new Channels(product);
    channels.awaitOnAir("one");
    channels.record("one", id);
    long before = channels.counter("one", "videoUnits");
    channels.await("one", s -> s.getJsonObject("counters").getInt("videoUnits") > before + 250);
    double recorded = (channels.counter("one", "videoUnits") - before) / Viewer.FRAME_RATE;
    kill(product, Role.CASTBRIDGE);
    return recorded;
  }

  private static List<Path> mediaOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".mp4")).sorted().toList();
    }
  }

  private static void assertPlays(List<Path> files, double recorded) {
    double pictures = 0;
    double sounds = 0;
    for (Path file : files) {
      assertThat(Tool.complaints(file)).as("ffmpeg of " + file).isEmpty();
      pictures += Tool.seconds(file, "v:0");
      sounds += Tool.seconds(file, "a:0");
    }
    assertThat(pictures).as("seconds of picture").isBetween(recorded - LOST_SECONDS, recorded + 2);
    assertThat(sounds).as("seconds of sound").isBetween(recorded - LOST_SECONDS, recorded + 2);
  }

  /** Where the recording begins in the film that the channel repeats, told at two places. */
  private static void assertSeeks(Viewer viewer) {
    Await.until(
        Duration.ofSeconds(15),
        () -> viewer.positionOnPage() > 1 && !Double.isNaN(viewer.shown()),
        () -> "plays; position " + viewer.positionOnPage() + ", picture " + viewer.shown());
    double begins = viewer.shown() - viewer.positionOnPage();
    for (double to : new double[] {6, 1}) {
      viewer.seek(to);
      Await.until(
          Duration.ofSeconds(10),
          () -> {
            double position = viewer.positionOnPage();
            double off = Math.IEEEremainder(viewer.shown() - position - begins, LOOP_SECONDS);
            return position >= to - 0.5 && position < to + 3 && Math.abs(off) < 1;
          },
          () -> "sought " + to + ", at " + viewer.positionOnPage() + ", picture " + viewer.shown());
    }
    assertThat(viewer.statistics().number("video", "framesDecoded")).isGreaterThan(25);
    assertThat(viewer.statistics().number("audio", "packetsReceived")).isPositive();
  }
}
