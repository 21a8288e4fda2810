/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.castbridge.content.ingest.IngestCheck;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clips that are shipped: they are the store's first contents, and other tests build on them.
 */
class SamplesTest {
  private final ContentStore store = new ContentStore(TestMedia.SAMPLES);

  @Test
  void areThoseOfTheContract() throws Exception {
    Map<String, String> packages = new TreeMap<>();
    for (Asset asset : store.list().assets()) {
      packages.put(asset.id(), asset.servicePackage() + (asset.isPublic() ? " public" : ""));
    }
    assertThat(store.list().broken()).isEmpty();
    assertThat(packages)
        .isEqualTo(
            Map.of(
                "harbour", "basic public",
                "forest", "premium",
                "orbit", "basic public",
                "prism", "basic public",
                "lantern", "basic public",
                "tides", "basic public"));
  }

  @ParameterizedTest
  @CsvSource({
    "harbour, 1000",
    "forest, 750",
    "orbit, 750",
    "prism, 300",
    "lantern, 250",
    "tides, 300"
  })
  void keepTheContentContract(String id, int pictures) throws Exception {
    Asset asset = store.find(id).orElseThrow();
    Path file = TestMedia.SAMPLES.resolve(id).resolve(asset.file());
    assertThat(IngestCheck.check(file)).isEmpty();
    assertThat(Files.size(file)).isLessThan(3_000_000);
    assertThat(store.poster(asset)).isNotEmptyFile();

    List<AccessUnit> video = new ArrayList<>();
    List<AccessUnit> audio = new ArrayList<>();
    try (FilmSource film = store.open(asset)) {
      long last = 0;
      for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
        assertThat(unit.ptsUs()).isGreaterThanOrEqualTo(last);
        last = unit.ptsUs();
        (unit.track() == Track.VIDEO ? video : audio).add(unit);
      }
      agrees(asset, film.info());
    }
    assertThat(video).hasSize(pictures);
    for (int i = 0; i < pictures; i++) {
      assertThat(video.get(i).ptsUs()).isEqualTo(i * 40_000L);
      assertThat(video.get(i).sync()).isEqualTo(i % 25 == 0);
    }
    for (int i = 0; i < audio.size(); i++) {
      assertThat(audio.get(i).ptsUs()).isEqualTo(i * 20_000L);
    }
    assertThat(audio.size()).isBetween(pictures * 2, pictures * 2 + 2);
  }

  private static void agrees(Asset asset, FilmInfo info) {
    assertThat(info.durationUs() / 1000).isBetween(asset.durationMs(), asset.durationMs() + 30);
    assertThat(info.video().codec().encodingName()).isEqualTo(asset.video().codec());
    assertThat(info.video().profileLevelId()).isEqualTo(asset.video().profileLevelId());
    assertThat(info.video().width()).isEqualTo(asset.video().width()).isEqualTo(1280);
    assertThat(info.video().height()).isEqualTo(asset.video().height()).isEqualTo(720);
    assertThat(info.video().frameRate()).isEqualTo(asset.video().frameRate());
    assertThat(info.audio().channels()).isEqualTo(asset.audio().channels());
    assertThat(info.video().parameterSets()).hasSize(asset.video().codec().equals("H264") ? 2 : 0);
  }

  @Test
  void tidesHasTwoRenditionsInStepAndTwoLanguages() throws Exception {
    Asset asset = store.find("tides").orElseThrow();
    Path folder = TestMedia.SAMPLES.resolve("tides");
    assertThat(IngestCheck.check(folder.resolve("media-2.mp4"))).isEmpty();
    try (FilmSource film = store.open(asset)) {
      assertThat(film.info().videos()).extracting(FilmInfo.Video::width).containsExactly(1280, 640);
      assertThat(film.info().audios())
          .extracting(audio -> audio.language() + audio.channels())
          .containsExactly("en2", "de1");
      for (int i = 0; i < 300; i++) {
        AccessUnit large = film.reread(0, i * 40_000L);
        AccessUnit small = film.reread(1, i * 40_000L);
        assertThat(small.sync()).isEqualTo(large.sync()).isEqualTo(i % 25 == 0);
        assertThat(small.data().length).isLessThan(large.data().length * 2);
      }
    }
  }
}
