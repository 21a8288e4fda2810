/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.castbridge.content.mp4.MappedFile;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4FilmSourceTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "999999, 0", "1000000, 1000000", "3141592, 3000000", "99000000, 5000000"})
  void seeksToTheKeyFrameBefore(long us, long expected) throws Exception {
    Mp4FilmSource film = open("good.mp4");
    assertThat(film.seek(us)).isEqualTo(expected);
    AccessUnit first = film.next();
    assertThat(first.track()).isEqualTo(Track.VIDEO);
    assertThat(first.sync()).isTrue();
    assertThat(first.ptsUs()).isEqualTo(expected);
    AccessUnit sound = film.next();
    assertThat(sound.track()).isEqualTo(Track.AUDIO);
    assertThat(sound.ptsUs()).isBetween(expected, expected + 20_000);
  }

  @Test
  void playsTheSameUnitsAfterAnySeek() throws Exception {
    Mp4FilmSource straight = open("good.mp4");
    Mp4FilmSource seeking = open("good.mp4");
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      long start = seeking.seek((long) (random.nextDouble() * 6_000_000));
      straight.seek(0);
      for (AccessUnit expected = straight.next(); expected != null; expected = straight.next()) {
        if (expected.ptsUs() >= start) {
          AccessUnit unit = seeking.next();
          assertThat(unit.ptsUs()).isEqualTo(expected.ptsUs());
          assertThat(unit.track()).isEqualTo(expected.track());
          assertThat(unit.data()).isEqualTo(expected.data());
        }
      }
      assertThat(seeking.next()).isNull();
      assertThat(seeking.next()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragmented.mp4", "fragmented-offsets.mp4"})
  void fragmentedFilesHoldTheSameFilm(String name) throws Exception {
    for (Track track : Track.values()) {
      List<AccessUnit> plain = units(open("good.mp4"), track);
      List<AccessUnit> fragmented = units(open(name), track);
      assertThat(fragmented).hasSameSizeAs(plain);
      for (int i = 0; i < plain.size(); i++) {
        // ffmpeg writes no edit list into fragmented files and starts the picture 6.5 ms late
        // instead
        assertThat(fragmented.get(i).ptsUs()).isCloseTo(plain.get(i).ptsUs(), within(7000L));
        assertThat(fragmented.get(i).data()).isEqualTo(plain.get(i).data());
        assertThat(fragmented.get(i).sync()).isEqualTo(plain.get(i).sync());
      }
    }
  }

  @Test
  void filmsWithoutSoundAndWithoutPicture() throws Exception {
    Mp4FilmSource silent = open("silent.mp4");
    assertThat(silent.info().audio()).isNull();
    assertThat(silent.seek(2_500_000)).isEqualTo(2_000_000);
    assertThat(silent.next().ptsUs()).isEqualTo(2_000_000);
    Mp4FilmSource sound = open("sound-only.mp4");
    assertThat(sound.info().video()).isNull();
    assertThat(sound.seek(2_510_000)).isEqualTo(2_500_000);
    assertThat(sound.next().ptsUs()).isEqualTo(2_500_000);
  }

  @Test
  void refusesReorderedPictures() {
    assertThatThrownBy(() -> open("bframes.mp4"))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("shown before the one stored before it");
  }

  @Test
  void saysWhenItWasClosed() throws Exception {
    Mp4FilmSource film = open("good.mp4");
    film.close();
    film.close();
    assertThatThrownBy(film::next).isInstanceOf(FilmReadException.class);
    assertThatThrownBy(() -> film.seek(0)).isInstanceOf(FilmReadException.class);
  }

  @Test
  void widensShortNalLengths() throws Exception {
    byte[] two = {0, 2, 0x65, 1, 0, 1, 0x41};
    assertThat(NalUnits.widenLengths(two, 2))
        .containsExactly(0, 0, 0, 2, 0x65, 1, 0, 0, 0, 1, 0x41);
    assertThat(NalUnits.types(two, 2)).containsExactly(5, 1);
    assertThatThrownBy(() -> NalUnits.types(new byte[] {0, 9, 1}, 2))
        .isInstanceOf(ContentException.class);
  }

  private static List<AccessUnit> units(Mp4FilmSource film, Track track) {
    List<AccessUnit> units = new ArrayList<>();
    for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
      if (unit.track() == track) {
        units.add(unit);
      }
    }
    return units;
  }

  private static Mp4FilmSource open(String name) throws Exception {
    return Mp4Film.read("film", MappedFile.open(TestMedia.file(name))).open();
  }
}
