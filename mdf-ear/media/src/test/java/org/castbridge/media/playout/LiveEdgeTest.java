/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.ChannelFeed;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When what a channel publishes is due for a viewer. */
class LiveEdgeTest {
  private static final long MS = 1_000_000;
  private static final long PHASE = 14 * MS;
  private final SyntheticFilm film = new SyntheticFilm(Codec.VP8, 10, 25, 25, 5_000);
  private final Channel channel =
      new Channel("one", film.info().videos(), film.info().audios(), 0, 0);
  private final ChannelFeed feed = new ChannelFeed(channel);
  private int sounds;
  private Playout viewer;

  @BeforeEach
  void playing() throws Exception {
    feed.video(0, film.video(0), 0);
    PlayoutLimits limits = PlayoutLimits.DEFAULT.inPhase(PHASE);
    viewer =
        new Playout(new Programme.Live(channel), new AllFormats(), limits, new Stamps(), 500 * MS);
    viewer.open(500 * MS);
    viewer.play(null, 1.0, 500 * MS);
    assertThat(tracks(500 * MS)).as("the cache, at once").containsExactly(Track.VIDEO);
  }

  private List<Track> tracks(long now) {
    List<Track> tracks = new ArrayList<>();
    for (DueUnit unit = viewer.poll(now); unit != null; unit = viewer.poll(now)) {
      tracks.add(unit.unit().track());
    }
    return tracks;
  }

  private void sound(long now) {
    feed.audio(0, film.audio(sounds++), now);
  }

  @Test
  void aPictureIsDueByTheViewersPhase() {
    feed.video(0, film.video(1), 540 * MS);
    assertThat(tracks(541 * MS)).isEmpty();
    assertThat(viewer.nextWakeUp()).isLessThanOrEqualTo(540 * MS + PHASE);
    assertThat(tracks(540 * MS + PHASE - 1)).isEmpty();
    assertThat(tracks(540 * MS + PHASE)).containsExactly(Track.VIDEO);
  }

  @Test
  void soundGoesWithThePicture() {
    sound(510 * MS);
    sound(530 * MS);
    assertThat(tracks(531 * MS)).isEmpty();
    feed.video(0, film.video(1), 525 * MS);
    assertThat(tracks(525 * MS + PHASE)).containsExactly(Track.VIDEO, Track.AUDIO, Track.AUDIO);
  }

  @Test
  void soundDoesNotWaitForAPictureThatDoesNotCome() {
    sound(510 * MS);
    sound(530 * MS);
    long latest = 500 * MS + LiveEdge.SOUND_WAITS_NANOS;
    assertThat(viewer.nextWakeUp()).isEqualTo(latest);
    assertThat(tracks(latest)).containsExactly(Track.AUDIO, Track.AUDIO);
    assertThat(viewer.nextWakeUp()).isEqualTo(latest + LiveEdge.SOUND_WAITS_NANOS);
  }
}
