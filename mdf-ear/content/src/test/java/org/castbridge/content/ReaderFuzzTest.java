/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.ingest.IngestCheck;
import org.castbridge.content.ivf.IvfReader;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, the answer is a film or one of two exceptions, in bounded memory. */
class ReaderFuzzTest {

  @Test
  void mp4() throws Exception {
    Fuzz.run(
        seeds(
            "good.mp4",
            "h265.mp4",
            "av1.mp4",
            "vp9-superframes.mp4",
            "languages.mp4",
            "bframes.mp4"),
        ReaderFuzzTest::film);
  }

  @Test
  void fragmentedMp4() throws Exception {
    Fuzz.run(seeds("fragmented.mp4", "fragmented-offsets.mp4"), ReaderFuzzTest::film);
  }

  @Test
  void webm() throws Exception {
    Fuzz.run(
        seeds(
            "vp8.webm",
            "vp9-superframes.webm",
            "vp9-live.webm",
            "av1.webm",
            "h265.mkv",
            "languages.mkv"),
        ReaderFuzzTest::film);
  }

  @Test
  void ivf() throws Exception {
    Fuzz.run(seeds("vp8.ivf"), (input, random) -> IvfReader.read(MappedFile.of(input)));
  }

  @Test
  void assetJson() throws Exception {
    byte[] two = Files.readAllBytes(TestMedia.SAMPLES.resolve("tides/asset.json"));
    byte[] recorded =
        ("{\"id\":\"r\",\"title\":\"R\",\"durationMs\":1,\"package\":\"b\",\"poster\":\"p.jpg\",\"file\":\"m\","
                + "\"video\":{\"codec\":\"AV1\",\"width\":1,\"height\":1,\"frameRate\":1e2},\"recording\":"
                + "{\"channel\":\"one\",\"startUs\":1790000000000000,\"files\":[\"media.mp4\",\"m2\"]}}")
            .getBytes(StandardCharsets.UTF_8);
    Fuzz.run(
        new byte[][] {two, recorded},
        (input, random) -> {
          Asset asset = AssetJson.read(input);
          assertThat(AssetJson.read(AssetJson.write(asset))).isEqualTo(asset);
        });
  }

  /** Reads the index, plays a part, jumps about; then the same file as an ingest looks at it. */
  private static void film(byte[] input, Random random) throws ContentException {
    IngestCheck.check(MappedFile.of(input));
    try (FilmSource film = StoredFilm.read("fuzz", MappedFile.of(input)).open()) {
      for (int seeks = 0; seeks < 3; seeks++) {
        long at = film.seek(random.nextLong(-1000, film.info().durationUs() + 1));
        long[] last = {at - 1, at - 1};
        for (int i = 0; i < 20; i++) {
          AccessUnit unit = film.next();
          if (unit == null) {
            break;
          }
          assertThat(unit.ptsUs() > last[unit.track().ordinal()]).isTrue();
          last[unit.track().ordinal()] = unit.ptsUs();
          if (unit.track() == Track.VIDEO) {
            assertThat(film.reread(film.rendition(), unit.ptsUs())).isNotNull();
          }
        }
        film.select(
            random.nextInt(Math.max(1, film.info().videos().size())),
            random.nextInt(Math.max(1, film.info().audios().size())));
      }
    }
  }

  private static byte[][] seeds(String... names) throws IOException {
    byte[][] seeds = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      seeds[i] = TestMedia.bytes(names[i]);
    }
    return seeds;
  }
}
