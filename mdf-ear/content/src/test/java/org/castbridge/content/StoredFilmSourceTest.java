/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.castbridge.content.ingest.Ingest;
import org.castbridge.content.ingest.IngestRequest;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film of two renditions in different codecs and two languages. */
class StoredFilmSourceTest {
  @TempDir Path dir;
  private FilmSource film;

  @BeforeEach
  void ingest() throws Exception {
    IngestRequest request =
        new IngestRequest(
            TestMedia.file("languages.mp4"),
            List.of(TestMedia.file("small-rendition.mp4")),
            List.of(new IngestRequest.Sound(TestMedia.file("sound-only.mp4"), "fr")),
            null,
            "two",
            "Two",
            "",
            "basic",
            0,
            true,
            null,
            false,
            IngestRequest.Profile.AS_NEEDED,
            false);
    new Ingest(dir).run(request, (stage, share) -> {});
    ContentStore store = new ContentStore(dir);
    film = store.open(store.find("two").orElseThrow());
  }

  @Test
  void knowsAllRenditionsAndLanguages() {
    assertThat(film.info().videos())
        .extracting(v -> v.codec() + " " + v.width())
        .containsExactly("AV1 96", "H264 48");
    assertThat(film.info().audios())
        .extracting(a -> a.language())
        .containsExactly("en", "de", "fr");
    assertThat(film.info().videos().get(1).maxNal()).isPositive();
    assertThat(film.startUs()).isZero();
    assertThat(film.endUs()).isEqualTo(film.info().durationUs());
    assertThat(film.growing()).isFalse();
  }

  @Test
  void thePictureChangesAtTheNextKeyFrameAndTheSoundAtOnce() {
    long asked = 0;
    int rendition = 0;
    long changed = -1;
    long lastVideo = -1;
    long lastAudio = -1;
    for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
      if (unit.track() == Track.VIDEO) {
        assertThat(unit.ptsUs()).isEqualTo(lastVideo < 0 ? 0 : lastVideo + 40_000);
        lastVideo = unit.ptsUs();
        if (film.rendition() != rendition) {
          assertThat(unit.sync()).isTrue();
          rendition = film.rendition();
          changed = unit.ptsUs();
        }
        assertThat(film.reread(film.rendition(), unit.ptsUs()).data()).isEqualTo(unit.data());
        if (unit.ptsUs() == 400_000) {
          film.select(1, 1);
          asked = lastAudio;
        }
      } else {
        assertThat(unit.ptsUs()).isGreaterThan(lastAudio);
        lastAudio = unit.ptsUs();
        assertThat(film.rendition()).isEqualTo(asked > 0 ? 1 : 0);
      }
    }
    assertThat(changed).isEqualTo(1_000_000);
    assertThat(lastVideo).isEqualTo(2_960_000);
    assertThat(lastAudio).isBetween(2_940_000L, 3_020_000L);
  }

  @Test
  void aSeekTakesTheRenditionWantedAtOnce() {
    film.select(1, 2);
    assertThat(film.seek(1_999_999)).isEqualTo(1_000_000);
    AccessUnit first = film.next();
    assertThat(first.ptsUs()).isEqualTo(1_000_000);
    assertThat(first.sync()).isTrue();
    assertThat(film.rendition()).isEqualTo(1);
    film.select(0, 0);
    film.select(1, 0); // changed his mind before anything happened
    for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
      assertThat(film.rendition()).isEqualTo(unit.track() == Track.VIDEO ? 1 : 0);
    }
  }

  @Test
  void rereadsOnlyWhatIsThereExactly() {
    assertThat(film.reread(0, 40_000)).isNotNull();
    assertThat(film.reread(0, 40_001)).isNull();
    assertThat(film.reread(2, 40_000)).isNull();
    assertThat(film.reread(0, -1)).isNull();
    assertThat(film.reread(0, Long.MAX_VALUE)).isNull();
    film.close();
    assertThatThrownBy(() -> film.reread(0, 0)).isInstanceOf(FilmReadException.class);
  }

  @Test
  void anySequenceOfSeeksAndChoicesKeepsEachTrackRising() {
    Random random = new Random(17);
    for (int round = 0; round < 200; round++) {
      long from = film.seek(random.nextLong(-1_000_000, 4_000_000));
      long[] last = {from - 1, from - 1};
      boolean first = true;
      for (int i = random.nextInt(150); i > 0; i--) {
        if (random.nextInt(10) == 0) {
          film.select(random.nextInt(2), random.nextInt(3));
        }
        AccessUnit unit = film.next();
        if (unit == null) {
          break;
        }
        int track = unit.track().ordinal();
        assertThat(unit.ptsUs()).isGreaterThan(last[track]);
        assertThat(!first || unit.track() != Track.VIDEO || unit.sync()).isTrue();
        first &= unit.track() != Track.VIDEO;
        last[track] = unit.ptsUs();
      }
    }
  }

  @Test
  void theOldDescriptionIsStillRead() throws Exception {
    String json =
        "{\"id\":\"old\",\"title\":\"Old\",\"durationMs\":6000,\"package\":\"basic\",\"public\":true,"
            + "\"file\":\"media.mp4\",\"poster\":\"poster.jpg\",\"video\":{\"codec\":\"H264\","
            + "\"profileLevelId\":\"42c00a\",\"width\":128,\"height\":72,\"frameRate\":25},"
            + "\"audio\":{\"codec\":\"opus\",\"channels\":1}}";
    Files.createDirectory(dir.resolve("old"));
    Files.copy(TestMedia.file("good.mp4"), dir.resolve("old/media.mp4"));
    Files.writeString(dir.resolve("old/asset.json"), json);
    ContentStore store = new ContentStore(dir);
    Asset asset = store.find("old").orElseThrow();
    assertThat(asset.video().profileLevelId()).isEqualTo("42c00a");
    try (FilmSource old = store.open(asset)) {
      assertThat(old.info().videos()).hasSize(1);
      assertThat(old.info().audios()).hasSize(1);
    }
    assertThat(AssetJson.read(AssetJson.write(asset))).isEqualTo(asset);
    assertThat(store.list().assets()).hasSize(2);
  }
}
