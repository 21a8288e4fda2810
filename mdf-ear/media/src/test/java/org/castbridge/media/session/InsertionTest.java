/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Offers;
import org.castbridge.media.playout.PlayoutState.Phase;
import org.castbridge.media.playout.Programme;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.junit.jupiter.api.Test;

/** Content switch at a picture, with the way back. */
class InsertionTest {
  private static final int FIRST_OF_AD = 100_000;
  private final SyntheticFilm film = SyntheticFilm.small(20);

  /** Three seconds of another film: its pictures' numbers tell it from this one. */
  private final SyntheticFilm ad =
      new SyntheticFilm(Codec.H264, FIRST_OF_AD / 25 + 3, 25, 25, 2000);

  private static List<Integer> pictures(EmulatedNetwork net, SyntheticFilm film) {
    return new Fidelity(film).check(net.viewer.units(Track.VIDEO));
  }

  private static void assertContinuous(EmulatedNetwork net) {
    net.viewer.stream(net.negotiated.video().ssrc()).assertNeverBackwards();
    net.viewer.stream(net.negotiated.audio().ssrc()).assertNeverBackwards();
    assertThat(net.viewer.refused).isZero();
  }

  @Test
  void aFilmGoesOnWithThePictureItWasLeftAt() throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(1);
    net.session.insert(new Programme.Film(new Tail(ad, FIRST_OF_AD)), 5_520_000L, net.now());
    net.run(5);
    assertThat(net.position()).isBetween(5.48, 5.56);
    assertThat(net.session.state(net.now()).phase()).isEqualTo(Phase.PLAYING);
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    net.run(1);
    List<Integer> indexes = pictures(net, ad);
    List<Integer> expected =
        IntStream.concat(
                IntStream.concat(
                    IntStream.range(0, 138), IntStream.range(FIRST_OF_AD, FIRST_OF_AD + 75)),
                IntStream.range(125, 500)) // led in from the key frame to picture 138
            .boxed()
            .toList();
    assertThat(indexes).isEqualTo(expected);
    assertThat(ad.isClosed()).isTrue();
    assertThat(net.events.stream().filter(e -> e.kind() == EventKind.END_OF_STREAM)).hasSize(1);
    assertContinuous(net);
  }

  @Test
  void aChannelGoesOnLive() throws Exception {
    LiveSource live = new LiveSource("one", film, 0, EmulatedNetwork.START, 0);
    EmulatedNetwork net = new EmulatedNetwork(live, Offers.chromium()).connect();
    net.play(null);
    net.run(2);
    net.session.insert(new Programme.Film(new Tail(ad, FIRST_OF_AD)), null, net.now());
    net.drain();
    net.run(6);
    assertThat(net.session.state(net.now()).live()).isTrue();
    List<Integer> indexes = pictures(net, ad);
    assertThat(indexes.stream().filter(i -> i >= FIRST_OF_AD)).hasSize(75);
    int newest = live.pictureAt(live.channel.nowUs(net.now()));
    assertThat(indexes.get(indexes.size() - 1)).isBetween(newest - 1, newest);
    assertContinuous(net);
  }

  @Test
  void goingElsewhereEndsIt() throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.session.insert(new Programme.Film(new Tail(ad, FIRST_OF_AD)), 1_000_000L, net.now());
    net.run(2);
    net.pause();
    assertThat(net.session.state(net.now()).phase()).isEqualTo(Phase.PAUSED);
    net.run(3);
    net.play(null);
    net.run(0.5);
    assertThat(net.position()).isBetween(0.96, 1.04);
    net.play(12.0);
    assertThat(ad.isClosed()).isTrue();
    net.run(1);
    assertThat(net.position()).as("behind the sound sent ahead").isBetween(12.955, 13.0);
    assertContinuous(net);
  }
}
