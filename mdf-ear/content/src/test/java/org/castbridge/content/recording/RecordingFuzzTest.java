/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.content.Fuzz;
import org.castbridge.content.StoredFilm;
import org.castbridge.content.container.MappedFile;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments and their indexes after a disk has done its worst. */
class RecordingFuzzTest {
  @TempDir Path store;

  private static void fail(Exception cause) {
    throw new AssertionError(cause);
  }

  private Path record(String file) throws Exception {
    TestFeed feed = new TestFeed(file);
    RecordingRequest request = new RecordingRequest("a", "A", "", "basic", 0, true, "one");
    Recording recording =
        Recording.start(store, request, feed.videos(), feed.audios(), RecordingFuzzTest::fail);
    feed.feed(recording, 6_000_000);
    Asset asset = recording.stop();
    return store.resolve(asset.id()).resolve(asset.file());
  }

  @Test
  void aBrokenSegmentIsReadAsFarAsItIsWhole() throws Exception {
    Path file = record("av1.mp4");
    byte[] index = Files.readAllBytes(SegmentIndex.beside(file));
    Fuzz.run(
        new byte[][] {Files.readAllBytes(file)},
        (input, random) -> {
          play(input, random.nextBoolean() ? index : new byte[0], random);
          StoredFilm.read("fuzz", MappedFile.of(input)); // other readers get it, too
        });
  }

  @Test
  void aBrokenIndexMisleadsNobody() throws Exception {
    Path file = record("good.mp4");
    byte[] segment = Files.readAllBytes(file);
    int whole = fragments(segment, new byte[0]);
    Fuzz.run(
        new byte[][] {Files.readAllBytes(SegmentIndex.beside(file))},
        (input, random) -> {
          assertThat(fragments(segment, input)).isEqualTo(whole);
          play(segment, input, random);
        });
  }

  @Test
  void aBrokenRequest() {
    RecordingRequest request = new RecordingRequest("a", "A", "", "basic", 0, true, "one");
    Fuzz.run(new byte[][] {request.toJson()}, (input, random) -> RecordingRequest.ofJson(input));
  }

  private static int fragments(byte[] segment, byte[] index) throws ContentException {
    FragmentLog log = new FragmentLog(false);
    SegmentFile.read(Path.of("x"), MappedFile.of(segment), index).publish(log);
    return (int) log.snapshot().end();
  }

  private static void play(byte[] segment, byte[] index, Random random) throws ContentException {
    FragmentLog log = new FragmentLog(false);
    SegmentFile file = SegmentFile.read(Path.of("x"), MappedFile.of(segment), index);
    file.publish(log);
    try (FilmSource film = new FragmentCursor("x", log, file.startUs(), file.formats())) {
      for (int seeks = 0; seeks < 3; seeks++) {
        film.seek(random.nextLong(-1000, 7_000_000));
        for (int i = 0; i < 40; i++) {
          AccessUnit unit = film.next();
          if (unit == null) {
            break;
          }
          assertThat(film.info()).isNotNull();
          if (unit.track() == Track.VIDEO) {
            film.reread(film.rendition(), unit.ptsUs());
          }
        }
      }
    }
  }
}
