/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.SyntheticFilm;
import org.junit.jupiter.api.Test;

class RenditionControlTest {

  /** A film with two renditions that notes which one is asked for. */
  private static final class TwoRenditions implements FilmSource {
    private final SyntheticFilm film = SyntheticFilm.small(60);
    private final List<Integer> asked = new ArrayList<>();

    @Override
    public FilmInfo info() {
      FilmInfo.Video v = film.info().video();
      return new FilmInfo(
          "two",
          60_000_000,
          List.of(rated(v, 4_000_000), rated(v, 1_000_000)),
          film.info().audios());
    }

    private static FilmInfo.Video rated(FilmInfo.Video v, int bitrate) {
      return new FilmInfo.Video(
          v.codec(), v.profile(), v.width(), v.height(), 25, bitrate, 0, v.parameterSets());
    }

    @Override
    public void select(int video, int audio) {
      asked.add(video);
    }

    @Override
    public AccessUnit next() {
      return film.next();
    }

    @Override
    public long seek(long us) {
      return film.seek(us);
    }

    @Override
    public void close() {
      film.close();
    }
  }

  @Test
  void aNarrowWayGetsTheSmallerRendition() throws Exception {
    TwoRenditions film = new TwoRenditions();
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    estimate(net, 20, 5);
    assertThat(film.asked).as("wide enough").containsOnly(0);
    estimate(net, 1, 5);
    assertThat(film.asked).endsWith(1);
    int asked = film.asked.size();
    estimate(net, 20, 15);
    assertThat(film.asked).endsWith(0);
    assertThat(film.asked).hasSize(asked + 1);
    assertThat(net.session.rendition().index()).isZero();
    assertThat(net.session.rendition().video().bitrate()).isEqualTo(4_000_000);
    assertThat(net.session.rendition().switches()).isEqualTo(2);
  }

  @Test
  void whileItStandsStillNothingIsMeasured() throws Exception {
    TwoRenditions film = new TwoRenditions();
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    net.pause();
    estimate(net, 1, 5);
    assertThat(film.asked).containsOnly(0);
  }

  /** REMB once a second. */
  private static void estimate(EmulatedNetwork net, int megabits, int seconds) {
    for (int i = 0; i < seconds; i++) {
      net.run(1);
      net.viewer.send(
          ByteBuffer.allocate(24)
              .put((byte) 0x8F)
              .put((byte) 206)
              .putShort((short) 5)
              .putInt(1)
              .putInt(0)
              .putInt(0x52454D42)
              .putInt(1 << 24 | 12 << 18 | megabits * 1_000_000 >> 12)
              .putInt(net.negotiated.video().ssrc())
              .array());
    }
  }
}
