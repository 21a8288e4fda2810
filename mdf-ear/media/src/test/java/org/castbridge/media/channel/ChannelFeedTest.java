/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;

class ChannelFeedTest {
  private static final long WALL = 1_800_000_000_000_000L;
  private final SyntheticFilm film = new SyntheticFilm(Codec.H264, 20, 25, 25, 2000);
  private final Channel channel =
      new Channel("one", film.info().videos(), film.info().audios(), WALL, 0);
  private final ChannelFeed feed = new ChannelFeed(channel);
  private final List<String> heard = new ArrayList<>();
  private final List<Long> published = new ArrayList<>();

  private static long now(long us) {
    return us * 1000;
  }

  ChannelFeedTest() {
    feed.addListener(
        new UnitListener() {
          @Override
          public void video(int rendition, AccessUnit unit) {
            heard.add("v" + rendition + " " + (unit.ptsUs() - WALL) + " " + unit.sync());
          }

          @Override
          public void audio(int index, AccessUnit unit) {
            heard.add("a" + index + " " + (unit.ptsUs() - WALL));
          }

          @Override
          public void formatChanged(int rendition, FilmInfo.Video format) {
            heard.add("format " + rendition + " " + format.profile());
          }
        });
    channel.onPublished((track, index) -> published.add(channel.videos().get(0).log().head()));
  }

  @Test
  void unitsArePublishedOnceInChannelTime() {
    feed.video(0, film.video(25), now(1_000_000));
    feed.audio(0, film.audio(50), now(1_000_000));
    feed.video(0, film.video(26), now(1_045_000));
    TrackLog log = channel.videos().get(0).log();
    assertThat(log.head()).isEqualTo(2);
    assertThat(log.get(0).ptsUs())
        .isEqualTo(WALL + 1_000_000)
        .isEqualTo(channel.nowUs(now(1_000_000)));
    assertThat(log.get(0).sync()).isTrue();
    assertThat(log.get(1).ptsUs()).isEqualTo(WALL + 1_040_000);
    assertThat(channel.audios().get(0).log().get(0).ptsUs()).isEqualTo(WALL + 1_000_000);
    assertThat(channel.audios().get(0).log().get(0).track()).isEqualTo(Track.AUDIO);
    assertThat(heard).containsExactly("v0 1000000 true", "a0 1000000", "v0 1040000 false");
    assertThat(published).containsExactly(1L, 1L, 2L);
    assertThat(channel.counters().videoUnits()).isEqualTo(2);
    assertThat(channel.counters().keyFrames()).isEqualTo(1);
    assertThat(channel.counters().packets())
        .isEqualTo(log.get(0).packets() + log.get(1).packets() + 1);
  }

  @Test
  void aChannelBeginsWithAKeyFrame() {
    feed.video(0, film.video(3), now(0));
    feed.video(0, film.video(4), now(40_000));
    assertThat(channel.videos().get(0).log().head()).isZero();
    feed.video(0, film.video(25), now(80_000));
    assertThat(channel.videos().get(0).log().head()).isEqualTo(1);
  }

  @Test
  void whatIsNotMediaIsCountedAndTheNextKeyFrameGoesOn() {
    feed.video(0, film.video(0), now(0));
    feed.video(
        0, new AccessUnit(Track.VIDEO, 40_000, false, new byte[] {0, 0, 9, 9, 1}), now(40_000));
    feed.video(0, film.video(2), now(80_000));
    assertThat(channel.counters().malformed()).isEqualTo(1);
    assertThat(channel.videos().get(0).log().head()).isEqualTo(1);
    feed.video(0, film.video(25), now(120_000));
    assertThat(channel.videos().get(0).log().head()).isEqualTo(2);
  }

  @Test
  void stallsJumpsAndRestartsAreCounted() {
    feed.video(0, film.video(0), now(0));
    feed.video(0, film.video(1), now(40_000));
    feed.video(0, film.video(25 * 10), now(80_000));
    assertThat(channel.counters().jumps()).isEqualTo(1);
    feed.video(0, film.video(0), now(120_000));
    assertThat(channel.counters().restarts()).isEqualTo(1);
    assertThat(channel.counters().stalls()).isZero();
    feed.video(0, film.video(1), now(1_500_000));
    assertThat(channel.counters().stalls()).isEqualTo(1);
    assertThat(channel.counters().lastArrivalNanos()).isEqualTo(now(1_500_000));
  }

  @Test
  void anotherCodingWaitsForItsKeyFrame() {
    feed.video(0, film.video(0), now(0));
    FilmInfo.Video vp8 = new FilmInfo.Video(Codec.VP8, "", 640, 360, 25, 0, 0, List.of());
    feed.formatChanged(0, vp8);
    assertThat(channel.videos().get(0).format()).isSameAs(vp8);
    assertThat(channel.info().video()).isSameAs(vp8);
    SyntheticFilm other = new SyntheticFilm(Codec.VP8, 20, 25, 25, 2000);
    feed.video(0, other.video(1), now(40_000));
    assertThat(channel.videos().get(0).log().head()).isEqualTo(1);
    feed.video(0, other.video(25), now(80_000));
    assertThat(channel.videos().get(0).log().get(1).codec()).isEqualTo(Codec.VP8);
    assertThat(heard).contains("format 0 ");
    assertThat(channel.counters().formatChanges()).isEqualTo(1);
  }
}
