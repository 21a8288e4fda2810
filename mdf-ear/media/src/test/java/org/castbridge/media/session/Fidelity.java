/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;

/** Compares what came in with what is stored. */
final class Fidelity {
  private final SyntheticFilm film;

  Fidelity(SyntheticFilm film) {
    this.film = film;
  }

  /**
   * Sees that each unit is the stored one, byte for byte, and that pictures can be decoded: each
   * follows its predecessor in the film, or is a key frame.
   *
   * @return the units' indexes within their track
   */
  List<Integer> check(List<SyntheticViewer.Received> units) {
    List<Integer> indexes = new ArrayList<>();
    int previous = -2;
    for (SyntheticViewer.Received unit : units) {
      boolean h264 = film.info().video().codec() == Codec.H264;
      byte[] data = unit.track() == Track.VIDEO && h264 ? withoutSets(unit.data()) : unit.data();
      int index = film.indexOf(unit.track(), data);
      assertThat(data)
          .isEqualTo((unit.track() == Track.VIDEO ? film.video(index) : film.audio(index)).data());
      if (unit.track() == Track.VIDEO) {
        assertThat(film.isKey(index) || index == previous + 1)
            .as("picture %d after picture %d", index, previous)
            .isTrue();
        assertThat(data.length < unit.data().length)
            .as("parameter sets before picture %d", index)
            .isEqualTo(h264 && film.isKey(index));
        previous = index;
      }
      indexes.add(index);
    }
    return indexes;
  }

  /** The unit without the SPS and PPS that go before each key frame. */
  private static byte[] withoutSets(byte[] unit) {
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    for (byte[] set : List.of(SyntheticFilm.SPS, SyntheticFilm.PPS)) {
      sets.writeBytes(new byte[] {0, 0, 0, (byte) set.length});
      sets.writeBytes(set);
    }
    byte[] prefix = sets.toByteArray();
    return java.util.Arrays.mismatch(prefix, unit) == prefix.length
        ? java.util.Arrays.copyOfRange(unit, prefix.length, unit.length)
        : unit;
  }
}
