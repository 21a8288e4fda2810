/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.castbridge.content.recording.TestFeed.EPOCH_US;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.content.ContentStore;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.mp4.Mp4Reader;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  private static final long SECOND = 1_000_000;

  @TempDir Path store;

  private Recording start(TestFeed feed) throws IOException {
    return Recording.start(
        store,
        new RecordingRequest("news", "News", "Of today", "basic", 6, true, "one"),
        feed.videos(),
        feed.audios(),
        RecordingTest::fail);
  }

  private static void fail(Exception cause) {
    throw new AssertionError(cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good.mp4",
        "vp8.webm",
        "vp9-superframes.webm",
        "av1.mp4",
        "h265.mp4",
        "languages.mp4"
      })
  void becomesAnAssetThatPlaysHereAndInFfmpeg(String file) throws Exception {
    TestFeed feed = new TestFeed(file);
    Recording recording = start(feed);
    feed.feed(recording, 6 * SECOND);
    assertThat(recording.lengthUs()).isBetween(5_900_000L, 6_100_000L);
    Asset asset = recording.stop();

    ContentStore contents = new ContentStore(store);
    assertThat(contents.list().assets()).containsExactly(asset);
    assertThat(contents.list().broken()).isEmpty();
    assertThat(asset.id()).isEqualTo("news");
    assertThat(asset.ageLevel()).isEqualTo(6);
    assertThat(asset.recording().channel()).isEqualTo("one");
    assertThat(asset.recording().startUs() - EPOCH_US).isBetween(0L, 7_000L);
    assertThat(contents.poster(asset)).isNotEmptyFile();
    assertThat(asset.video().codec()).isEqualTo(feed.videos().get(0).codec().encodingName());

    List<AccessUnit> pictures = feed.given(Track.VIDEO);
    try (FilmSource film = contents.open(asset)) {
      assertThat(film.growing()).isFalse();
      assertThat(film.info().durationUs() / 1000)
          .isBetween(asset.durationMs() - 1, asset.durationMs() + 1);
      assertThat(film.info().audios()).hasSameSizeAs(feed.audios());
      List<AccessUnit> read = pictures(film);
      assertThat(read).hasSameSizeAs(pictures);
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i).data()).isEqualTo(pictures.get(i).data());
        assertThat(read.get(i).ptsUs())
            .isEqualTo(pictures.get(i).ptsUs() - pictures.get(0).ptsUs());
      }
    }
    assertPlays(store.resolve("news/media.mp4"), pictures.size());
  }

  private static List<AccessUnit> pictures(FilmSource film) {
    List<AccessUnit> pictures = new ArrayList<>();
    for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
      if (unit.track() == Track.VIDEO) {
        pictures.add(unit);
      }
    }
    return pictures;
  }

  /** ffmpeg decodes every picture and complains of nothing. */
  private static void assertPlays(Path file, int pictures) throws Exception {
    assertThat(Mp4Reader.read(MappedFile.open(file)).video().orElseThrow().samples().count())
        .isEqualTo(pictures);
    assumeThat(Files.isExecutable(Path.of("/usr/bin/ffmpeg"))).isTrue();
    List<String> said =
        run("ffmpeg", "-v", "warning", "-i", file.toString(), "-map", "0", "-f", "null", "-");
    assertThat(said).isEmpty();
    List<String> frames =
        run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-select_streams",
            "v:0",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            file.toString());
    assertThat(frames).first().asString().startsWith(String.valueOf(pictures));
  }

  private static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader()) {
      List<String> lines = out.lines().toList();
      process.waitFor();
      return lines;
    }
  }

  /** Killed at a random moment, five times: no more is gone than the fragment that was open. */
  @Test
  void isWholeAfterAKill() throws Exception {
    Random random = new Random(99);
    for (int round = 0; round < 3; round++) {
      Path dir = Files.createDirectory(store.resolve("round-" + round));
      long taken = recordAndKill(dir, 700 + random.nextInt(1500));
      Path file = dir.resolve(".recording-killed/media.mp4");
      // as it lies there, before anybody has touched it
      List<String> said =
          Files.isExecutable(Path.of("/usr/bin/ffprobe"))
              ? run(
                  "ffprobe",
                  "-v",
                  "error",
                  "-show_entries",
                  "format=format_name",
                  "-of",
                  "csv=p=0",
                  file.toString())
              : List.of("mov");
      assertThat(said).hasSize(1).first().asString().contains("mov");

      List<Asset> assets = Recording.completeUnfinished(dir, RecordingTest::fail);
      assertThat(assets).hasSize(1);
      assertThat(new ContentStore(dir).list().assets()).isEqualTo(assets);
      int count = 0;
      long last = 0;
      try (FilmSource film = new ContentStore(dir).open(assets.get(0))) {
        for (AccessUnit unit : pictures(film)) {
          assertThat(unit.ptsUs()).isEqualTo(count * 40_000L);
          last = unit.ptsUs() + EPOCH_US;
          count++;
        }
      }
      assertThat(taken - last).isLessThan(2 * SECOND);
      assertPlays(dir.resolve("killed/media.mp4"), count);
      assertThat(Recording.completeUnfinished(dir, RecordingTest::fail)).isEmpty();
    }
  }

  /** Returns the channel time of the last unit it said it had taken. */
  private static long recordAndKill(Path dir, int units) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                RecorderProcess.class.getName(),
                dir.toString(),
                "good.mp4")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long taken = 0;
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < units; i++) {
        taken = Long.parseLong(out.readLine());
      }
      process.destroyForcibly(); // SIGKILL
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        taken = line.length() == 16 ? Long.parseLong(line) : taken;
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed"); // the pipe went with the process
    }
    process.waitFor();
    return taken;
  }

  @Test
  void aChangeOfFormatMakesASecondFile() throws Exception {
    TestFeed feed = new TestFeed("good.mp4");
    TestFeed other = new TestFeed("av1.mp4");
    Recording recording = start(feed);
    feed.feed(recording, 3 * SECOND);
    other.restart(feed.lastUs() + 40_000);
    recording.formatChanged(0, other.videos().get(0));
    other.feed(recording, 3 * SECOND);
    Asset asset = recording.stop();
    assertThat(asset.recording().files()).containsExactly("media.mp4", "media-2.mp4");
    try (FilmSource film = new ContentStore(store).open(asset)) {
      assertThat(pictures(film))
          .hasSize(feed.given(Track.VIDEO).size() + other.given(Track.VIDEO).size());
      assertThat(film.seek(5 * SECOND)).isGreaterThan(3 * SECOND);
      film.next();
      assertThat(film.info().video().codec().name()).isEqualTo("AV1");
    }
    assertPlays(store.resolve("news/media-2.mp4"), other.given(Track.VIDEO).size());
  }

  @Test
  void canBeWatchedWhileItIsMade() throws Exception {
    TestFeed feed = new TestFeed("good.mp4");
    try (Recording recording = start(feed);
        FilmSource film = recording.open()) {
      feed.feed(recording, 5 * SECOND);
      assertThat(film.growing()).isTrue();
      assertThat(pictures(film)).hasSizeGreaterThan(110);
      assertThatThrownBy(() -> start(feed)).isInstanceOf(FileAlreadyExistsException.class);
      assertThat(Recording.completeUnfinished(store, RecordingTest::fail)).isEmpty();
      assertThat(new ContentStore(store).list().assets()).isEmpty();
    }
    assertThat(Recording.completeUnfinished(store, RecordingTest::fail)).hasSize(1);
  }

  @Test
  void nothingRecordedLeavesNothing() throws Exception {
    Recording recording = start(new TestFeed("good.mp4"));
    assertThatThrownBy(recording::stop).isInstanceOf(ContentException.class);
    Recording discarded = start(new TestFeed("good.mp4"));
    new TestFeed("good.mp4").feed(discarded, 2 * SECOND);
    discarded.discard();
    try (Stream<Path> left = Files.list(store)) {
      assertThat(left).isEmpty();
    }
  }
}
