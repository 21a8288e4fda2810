/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Offers;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.playout.Programme;
import org.junit.jupiter.api.Test;

/** Live channels through an emulated network, on a virtual clock. */
class LiveChannelTest {
  private static final long MILLI = EmulatedNetwork.MILLI;
  private static final long START = EmulatedNetwork.START;

  /** Two seconds between key frames, 4 Mbit/s. */
  private final SyntheticFilm film = new SyntheticFilm(Codec.H264, 40_000, 25, 50, 18_000);

  private LiveSource source(int firstPicture, long startNanos, long ringSeconds) {
    return new LiveSource(
        "s" + firstPicture, film, firstPicture, startNanos, ringSeconds * 1_000_000);
  }

  private EmulatedNetwork watching(LiveSource source) throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(source, Offers.chromium());
    net.run(1.6);
    net.connect();
    net.play(null);
    return net;
  }

  private static List<Integer> pictures(EmulatedNetwork net, SyntheticFilm film) {
    return new Fidelity(film).check(net.viewer.units(Track.VIDEO));
  }

  /** Whatever else happens, RTP time does not go back and no packet is refused. */
  private static void assertContinuous(EmulatedNetwork net) {
    net.viewer.stream(net.negotiated.video().ssrc()).assertNeverBackwards();
    net.viewer.stream(net.negotiated.audio().ssrc()).assertNeverBackwards();
    assertThat(net.viewer.stream(net.negotiated.video().ssrc()).everMissing()).isZero();
    assertThat(net.viewer.refused).isZero();
  }

  private static void assertAtTheEdge(EmulatedNetwork net, LiveSource live, List<Integer> indexes) {
    int newest = live.pictureAt(live.channel.nowUs(net.now()));
    assertThat(indexes.get(indexes.size() - 1)).isBetween(newest - 1, newest);
  }

  @Test
  void aViewerBeginsWithTheNewestKeyFrameAndCatchesUp() throws Exception {
    LiveSource source = source(0, START, 0);
    EmulatedNetwork net = watching(source);
    long asked = net.now();
    net.run(0.1);
    assertThat(net.viewer.units(Track.VIDEO).get(0).atNanos() - asked).isLessThan(50 * MILLI);
    net.run(5);
    List<Integer> pictures = pictures(net, film);
    assertThat(pictures.get(0)).isZero();
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(pictures.get(i)).isEqualTo(i);
      long late = net.viewer.units(Track.VIDEO).get(i).atNanos() - START - i * 40 * MILLI;
      if (i >= 82) { // 1.6 s behind at the start, so caught up with 1.6 s later
        assertThat(late).isLessThan(60 * MILLI);
      }
    }
    assertThat(pictures).hasSizeBetween(165, 169);
    PlayoutState state = net.session.state(net.now());
    assertThat(state.live()).isTrue();
    assertThat(state.positionUs()).isEqualTo(source.channel.nowUs(net.now()));
    assertThat(net.viewer.units(Track.AUDIO).get(0).atNanos() - asked).isLessThan(50 * MILLI);
    assertContinuous(net);
  }

  /** The lead-in comes at twice the channel's rate, not in one go. */
  @Test
  void theBurstIsPaced() throws Exception {
    EmulatedNetwork net = watching(source(0, START, 0));
    long from = net.now();
    net.run(2);
    long[] perTenth = new long[20];
    net.sent.stream()
        .filter(s -> s.atNanos() > from + 100 * MILLI)
        .forEach(
            s -> perTenth[(int) Math.min(19, (s.atNanos() - from) / (100 * MILLI))] += s.length());
    for (int i = 1; i < 15; i++) {
      assertThat(perTenth[i] * 80).as("bit/s in tenth %d", i).isLessThan(18_000_000);
    }
  }

  @Test
  void aZapShowsTheOtherChannelAtOnceOnTheSameStreams() throws Exception {
    LiveSource one = source(0, START, 0);
    LiveSource two = source(10_000, START + 13 * MILLI, 0);
    EmulatedNetwork net = watching(one);
    net.sources.add(two);
    for (int i = 0; i < 40; i++) {
      net.run(0.37 + 0.1 * (i % 7));
      LiveSource to = i % 2 == 0 ? two : one;
      int before = net.viewer.units(Track.VIDEO).size();
      long asked = net.now();
      net.switchTo(new Programme.Live(to.channel), null);
      net.run(0.1);
      List<SyntheticViewer.Received> after = net.viewer.units(Track.VIDEO);
      List<Integer> indexes = pictures(net, film);
      int first = before;
      while (indexes.get(first) >= 10_000 != (to == two)) {
        first++; // a picture of the old channel was on its way
      }
      assertThat(film.isKey(indexes.get(first))).isTrue();
      assertThat(after.get(first).atNanos() - asked).isLessThan(100 * MILLI);
    }
    assertContinuous(net);
  }

  @Test
  void filmsAndChannelsFollowOneAnother() throws Exception {
    LiveSource live = source(10_000, START, 0);
    EmulatedNetwork net = watching(live);
    net.run(1);
    SyntheticFilm other = new SyntheticFilm(Codec.H264, 10, 25, 50, 18_000);
    net.switchTo(new Programme.Film(other), 5_040_000L);
    assertThat(net.session.state(net.now()))
        .matches(s -> !s.live() && s.positionUs() == 5_040_000 && s.endUs() == 10_000_000);
    net.run(1);
    assertThat(pictures(net, film)).contains(125, 126, 149).doesNotContain(0);
    net.switchTo(new Programme.Live(live.channel), null);
    assertThat(other.isClosed()).isTrue();
    net.run(1);
    List<Integer> indexes = pictures(net, film);
    assertThat(indexes.get(indexes.size() - 1)).isGreaterThan(10_000);
    assertContinuous(net);
  }

  @Test
  void aSwitchThatFailsDisturbsNothing() throws Exception {
    LiveSource live = source(0, START, 0);
    EmulatedNetwork net = watching(live);
    net.run(1);
    SyntheticFilm other = SyntheticFilm.small(10);
    assertThatThrownBy(() -> net.switchTo(new Programme.Film(other), 11_000_000L))
        .isInstanceOf(PlayoutException.class)
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.BAD_RANGE);
    assertThat(other.isClosed()).isTrue();
    SyntheticFilm unreadable = SyntheticFilm.small(10);
    unreadable.breakAt(0);
    assertThatThrownBy(() -> net.switchTo(new Programme.Film(unreadable), 5_500_000L))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.UNREADABLE);
    net.run(3);
    assertThat(net.session.state(net.now()).live()).isTrue();
    assertThat(pictures(net, film)).isSorted().hasSizeGreaterThan(130);
    assertContinuous(net);
  }

  @Test
  void aStalledSourceIsRiddenOut() throws Exception {
    LiveSource live = source(0, START, 0);
    EmulatedNetwork net = watching(live);
    net.run(3);
    live.running = false;
    net.run(7);
    live.running = true;
    net.run(3);
    assertThat(live.channel.counters().stalls()).isEqualTo(1);
    List<Integer> indexes = new ArrayList<>();
    net.viewer.units(Track.VIDEO).forEach(u -> indexes.add(0));
    assertThat(indexes).hasSizeGreaterThan(170);
    assertContinuous(net);
  }

  @Test
  void aViewerWhoCannotDecodeIsHelpedByTheCache() throws Exception {
    LiveSource live = source(0, START, 0);
    EmulatedNetwork net = watching(live);
    net.run(4.9 + 0.1); // 0.6 s behind a key frame
    assertThat(net.session.state(net.now()).live()).isTrue();
    int before = pictures(net, film).size();
    net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
    net.run(0.05);
    List<Integer> indexes = pictures(net, film);
    assertThat(indexes.subList(before, indexes.size())).contains(150);
    for (int i = 0; i < 20; i++) { // asked on and on, it does not begin again and again
      net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
      net.run(0.02);
    }
    assertThat(pictures(net, film).stream().filter(i -> i == 150).count()).isEqualTo(2);
    assertContinuous(net);
  }

  @Test
  void aPauseInLiveGoesOnInTheRecording() throws Exception {
    LiveSource live = source(0, START, 3600);
    EmulatedNetwork net = watching(live);
    net.run(5);
    net.pause();
    long paused = net.session.state(net.now()).positionUs();
    net.run(60);
    assertThat(net.session.state(net.now()))
        .matches(
            s -> s.positionUs() == paused && !s.live() && s.phase() == PlayoutState.Phase.PAUSED);
    int before = net.viewer.units(Track.VIDEO).size();
    net.play(null);
    net.run(0.2);
    List<Integer> indexes = pictures(net, film);
    assertThat(indexes.subList(before, indexes.size())).contains(live.pictureAt(paused));
    assertThat(net.session.state(net.now()).positionUs() - paused).isBetween(50_000L, 200_000L);
    net.run(10);
    assertThat(net.session.state(net.now()).live()).isFalse();
    assertThat(net.session.state(net.now()).endUs() - net.session.state(net.now()).positionUs())
        .isBetween(60_000_000L, 60_400_000L);
    // back to live
    net.play(live.channel.nowUs(net.now()) / 1e6);
    net.run(3);
    assertThat(net.session.state(net.now()).live()).isTrue();
    indexes = pictures(net, film);
    assertAtTheEdge(net, live, indexes);
    assertContinuous(net);
  }

  /** A short pause does not depend on what the recorder has written: it goes on unit by unit. */
  @Test
  void aShortPauseLosesNothing() throws Exception {
    for (long ringSeconds : new long[] {0, 600}) {
      LiveSource live = source(0, START, ringSeconds);
      EmulatedNetwork net = watching(live);
      net.run(5);
      net.pause();
      net.run(0.9);
      net.play(null);
      net.run(20);
      List<Integer> indexes = pictures(net, film);
      for (int i = 0; i < indexes.size(); i++) {
        assertThat(indexes.get(i)).isEqualTo(i);
      }
      assertThat(live.pictureAt(live.channel.nowUs(net.now())) - indexes.get(indexes.size() - 1))
          .isBetween(20, 25);
      assertContinuous(net);
    }
  }

  @Test
  void withoutARecordingALongPauseEndsAtTheLiveEdge() throws Exception {
    LiveSource live = source(0, START, 0);
    EmulatedNetwork net = watching(live);
    net.run(5);
    net.pause();
    net.run(30);
    net.play(null);
    net.run(3);
    assertThat(net.session.state(net.now()).live()).isTrue();
    List<Integer> indexes = pictures(net, film);
    assertAtTheEdge(net, live, indexes);
    assertThatThrownBy(() -> net.play(null, -2))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.UNSUPPORTED_SCALE);
    assertContinuous(net);
  }

  @Test
  void rewindsAndCatchesUpByKeyFrames() throws Exception {
    LiveSource live = source(0, START, 3600);
    EmulatedNetwork net = new EmulatedNetwork(live, Offers.chromium());
    net.connect();
    net.run(300);
    net.play(null);
    net.run(5);
    long edge = live.channel.nowUs(net.now());
    net.play(null, -8);
    int before = net.viewer.units(Track.VIDEO).size();
    int sounds = net.viewer.units(Track.AUDIO).size();
    net.run(10);
    assertThat(net.session.state(net.now()))
        .matches(s -> s.scale() == -8 && !s.live())
        .extracting(PlayoutState::positionUs)
        .satisfies(p -> assertThat((long) p).isBetween(edge - 80_500_000, edge - 79_500_000));
    List<Integer> keys = pictures(net, film);
    keys = keys.subList(before + 1, keys.size());
    assertThat(keys).allMatch(film::isKey).hasSizeBetween(35, 45);
    for (int i = 1; i < keys.size(); i++) {
      assertThat(keys.get(i)).isLessThan(keys.get(i - 1));
    }
    assertThat(net.viewer.units(Track.AUDIO).size() - sounds).isLessThan(3);
    net.play(null, 1);
    net.run(3);
    assertThat(net.session.state(net.now()).scale()).isEqualTo(1);
    net.play(null, 16);
    net.run(8);
    assertThat(net.session.state(net.now())).matches(s -> s.live() && s.scale() == 1);
    net.run(3);
    List<Integer> indexes = pictures(net, film);
    assertAtTheEdge(net, live, indexes);
    assertContinuous(net);
  }

  @Test
  void backwardsToTheOldestItStandsStill() throws Exception {
    LiveSource live = source(0, START, 20);
    EmulatedNetwork net = new EmulatedNetwork(live, Offers.chromium());
    net.connect();
    net.run(120);
    net.play(null);
    net.run(1);
    net.play(null, -16);
    net.run(5);
    PlayoutState state = net.session.state(net.now());
    assertThat(state.phase()).isEqualTo(PlayoutState.Phase.PAUSED);
    assertThat(state.positionUs()).isEqualTo(state.startUs());
    assertThat(state.endUs() - state.startUs()).isBetween(20_000_000L, 26_000_000L);
    net.play(null);
    net.run(5);
    assertThat(net.session.state(net.now()).phase()).isEqualTo(PlayoutState.Phase.PLAYING);
    assertContinuous(net);
  }

  @Test
  void anywhereInThePast() throws Exception {
    LiveSource live = source(0, START, 3600);
    EmulatedNetwork net = new EmulatedNetwork(live, Offers.chromium());
    net.connect();
    net.run(200);
    long edge = live.channel.nowUs(net.now());
    for (double back : new double[] {100, 3.02, 2.5, 150.7, 1.2, 60}) {
      int before = net.viewer.units(Track.VIDEO).size();
      long target = live.channel.nowUs(net.now()) - (long) (back * 1e6);
      net.play(target / 1e6);
      net.run(0.3);
      List<Integer> indexes = pictures(net, film);
      assertThat(indexes.subList(before, indexes.size()))
          .contains(live.pictureAt(target) / 50 * 50);
      net.run(2);
    }
    assertThatThrownBy(() -> net.play((edge - 3_000_000_000L) / 1e6))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.BAD_RANGE);
    assertThatThrownBy(() -> net.play((edge + 60_000_000L) / 1e6))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.BAD_RANGE);
    assertContinuous(net);
  }

  @Test
  void aDamagedRecordingDoesNotHarmTheChannel() throws Exception {
    LiveSource live = source(0, START, 3600);
    EmulatedNetwork net = watching(live);
    net.run(60);
    live.ring.damaged = true;
    double past = live.channel.nowUs(net.now()) / 1e6 - 30;
    assertThatThrownBy(() -> net.play(past))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.UNREADABLE);
    net.run(1);
    assertThat(net.session.state(net.now()).live()).isTrue();
    live.ring.damaged = false;
    net.play(past);
    net.run(2);
    assertThat(net.session.state(net.now()).live()).isFalse();
    live.ring.damaged = true; // while it is read
    net.run(2);
    assertThat(net.session.state(net.now()).live()).isTrue();
    assertAtTheEdge(net, live, pictures(net, film));
    assertContinuous(net);
  }

  @Test
  void lossIsRepairedFromTheSharedUnits() throws Exception {
    LiveSource live = source(0, START, 0);
    EmulatedNetwork net = watching(live);
    net.run(0.5);
    net.loss = 0.05;
    net.run(30);
    net.loss = 0;
    net.run(2);
    List<Integer> indexes = pictures(net, film);
    for (int i = 0; i < indexes.size(); i++) {
      assertThat(indexes.get(i)).isEqualTo(i);
    }
    assertThat(net.viewer.rtxPackets).isGreaterThan(300);
    assertThat(net.viewer.stream(net.negotiated.video().ssrc()).missingNow()).isZero();
  }
}
