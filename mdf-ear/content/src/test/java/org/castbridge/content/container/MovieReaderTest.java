/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.StoredFilm;
import org.castbridge.content.TestMedia;
import org.castbridge.content.ingest.IngestCheck;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovieReaderTest {

  /** ffmpeg put the same coded pictures and sound into both; our two readers must agree. */
  @ParameterizedTest
  @CsvSource({
    "vp9-superframes.webm, vp9-superframes.mp4",
    "av1.webm, av1.mp4",
    "h265.mkv, h265.mp4",
    "good.mkv, good.mp4",
    "vp9-live.webm, vp9-superframes.mp4",
    "languages.mkv, languages.mp4"
  })
  void theContainerMakesNoDifference(String matroska, String mp4) throws Exception {
    List<AccessUnit> one = units(matroska);
    List<AccessUnit> other = units(mp4);
    for (Track track : Track.values()) {
      List<AccessUnit> ours = one.stream().filter(unit -> unit.track() == track).toList();
      List<AccessUnit> theirs = other.stream().filter(unit -> unit.track() == track).toList();
      assertThat(ours).hasSameSizeAs(theirs).isNotEmpty();
      for (int i = 0; i < ours.size(); i++) {
        assertThat(ours.get(i).data()).isEqualTo(theirs.get(i).data());
        assertThat(ours.get(i).sync()).isEqualTo(theirs.get(i).sync());
        // Matroska keeps milliseconds
        assertThat(ours.get(i).ptsUs())
            .isBetween(theirs.get(i).ptsUs() - 7500, theirs.get(i).ptsUs() + 7500);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "good.mp4, H264, profile-level-id=42c00a",
    "good.mkv, H264, profile-level-id=42c00a",
    "h265.mp4, H265, profile-id=1;level-id=30;tier-flag=0",
    "h265.mkv, H265, profile-id=1;level-id=30;tier-flag=0",
    "vp8.webm, VP8, ''",
    "vp9-superframes.webm, VP9, profile-id=0",
    "av1.mp4, AV1, profile=0;level-idx=0;tier=0",
    "av1.webm, AV1, profile=0;level-idx=0;tier=0"
  })
  void everyCodecIsKnownAndFits(String name, String codec, String profile) throws Exception {
    FilmInfo.Video video = film(name).info().video();
    assertThat(video.codec().name()).isEqualTo(codec);
    assertThat(video.profile()).isEqualTo(profile);
    assertThat(video.frameRate()).isBetween(24.5, 25.5);
    assertThat(video.bitrate()).isPositive();
    assertThat(video.width()).isIn(96, 128);
    assertThat(IngestCheck.check(TestMedia.file(name))).isEmpty();
  }

  @Test
  void h265BringsAllParameterSets() throws Exception {
    List<byte[]> sets = film("h265.mp4").info().video().parameterSets();
    assertThat(sets).extracting(set -> set[0] >> 1 & 63).containsExactly(32, 33, 34);
    HevcConfig again = HevcConfig.of(sets);
    HevcConfig stored =
        (HevcConfig)
            MovieReader.read(MappedFile.open(TestMedia.file("h265.mp4")))
                .video()
                .orElseThrow()
                .entry()
                .config();
    assertThat(again.profile()).isEqualTo(stored.profile());
    assertThat(again.plain()).isTrue();
    assertThat(again.parameterSets()).usingRecursiveComparison().isEqualTo(sets);
  }

  /** The configuration made from the key frame alone is the one another program wrote. */
  @Test
  void av1ConfigurationComesOutOfTheKeyFrame() throws Exception {
    Av1Config stored =
        (Av1Config)
            MovieReader.read(MappedFile.open(TestMedia.file("av1.mp4")))
                .video()
                .orElseThrow()
                .entry()
                .config();
    AccessUnit key = units("av1.mp4").get(0);
    assertThat(Av1Units.isKeyFrame(key.data())).isTrue();
    assertThat(Av1Units.wellFormed(key.data())).isTrue();
    Av1Config made = Av1Config.ofUnit(key.data());
    assertThat(made.profile()).isEqualTo(stored.profile());
    assertThat(made.plain()).isTrue();
    assertThat(made.record()).startsWith(stored.record()[0], stored.record()[1]);
    assertThat(made.record()[2] & 0xfc).isEqualTo(stored.record()[2] & 0xfc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"languages.mp4", "languages.mkv"})
  void languagesAreTagged(String name) throws Exception {
    assertThat(film(name).info().audios())
        .extracting(FilmInfo.Audio::language)
        .containsExactly("en", "de");
  }

  private static StoredFilm film(String name) throws Exception {
    return StoredFilm.read(name, MappedFile.open(TestMedia.file(name)));
  }

  private static List<AccessUnit> units(String name) throws Exception {
    List<AccessUnit> units = new ArrayList<>();
    try (FilmSource film = film(name).open()) {
      for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
        units.add(unit);
      }
    }
    return units;
  }
}
