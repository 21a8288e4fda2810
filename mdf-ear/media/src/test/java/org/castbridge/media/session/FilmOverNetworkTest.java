/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.negotiation.Offers;
import org.castbridge.media.playout.PlayoutState.Phase;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.junit.jupiter.api.Test;

/** Whole films through an emulated network, on a virtual clock. */
class FilmOverNetworkTest {
  private static final long MILLI = EmulatedNetwork.MILLI;

  /** A hundred seconds at 3.6 Mbit/s: the sequence numbers wrap. */
  @Test
  void aHundredSecondsArriveByteForByteAndInTime() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 100, 25, 25, 18_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    long start = net.now();
    net.play(null);
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    assertThat(net.now() - start).isBetween(100_000 * MILLI, 100_001 * MILLI);
    assertThat(net.session.state(net.now()))
        .matches(s -> s.phase() == Phase.ENDED && s.positionUs() == 100_000_000);
    net.run(1);
    assertThat(net.session.statistics().sent().videoPackets()).isGreaterThan(33_000);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO))).hasSize(100 * 25);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.AUDIO))).hasSize(100 * 50);
    for (SyntheticViewer.Received unit : net.viewer.units(Track.VIDEO)) {
      long due = start + film.videoPts(film.indexOf(Track.VIDEO, tail(unit, film))) * 1000;
      // one millisecond on the way, the rest is pacing of key frames
      assertThat(unit.atNanos() - due).isBetween(MILLI, 40 * MILLI);
    }
    assertThat(net.viewer.rtxPackets).isZero();
    assertNeverBackwards(net);
    assertThat(net.events)
        .extracting(SessionOutput.Event::kind)
        .containsExactly(EventKind.CONNECTED, EventKind.END_OF_STREAM);
  }

  private static byte[] tail(SyntheticViewer.Received unit, SyntheticFilm film) {
    int sets = 8 + SyntheticFilm.SPS.length + SyntheticFilm.PPS.length;
    boolean key = unit.data()[4] == SyntheticFilm.SPS[0];
    return key ? java.util.Arrays.copyOfRange(unit.data(), sets, unit.data().length) : unit.data();
  }

  @Test
  void fivePercentLossIsRepaired() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.VP8, 60, 25, 50, 12_000);
    EmulatedNetwork net = new EmulatedNetwork(film, Offers.firefox());
    net.delayNanos = 15 * MILLI;
    net.jitterNanos = 5 * MILLI;
    net.connect();
    long start = net.now();
    net.play(null);
    net.run(0.5);
    net.loss = 0.05;
    net.runUntil(() -> net.session.state(net.now()).positionUs() > 59_000_000);
    // of the very last packet no later one tells that it is missing
    net.loss = 0;
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    net.run(1);
    List<SyntheticViewer.Received> pictures = net.viewer.units(Track.VIDEO);
    assertThat(new Fidelity(film).check(pictures))
        .isEqualTo(IntStream.range(0, film.pictures()).boxed().toList());
    StreamReceiver video = net.viewer.stream(net.negotiated.video().ssrc());
    assertThat(video.everMissing()).isGreaterThan(500);
    assertThat(video.missingNow()).isZero();
    assertThat(net.viewer.rtxPackets).isGreaterThan(500);
    assertThat(net.viewer.refused).isZero();
    long[] late =
        pictures.stream()
            .mapToLong(
                p ->
                    p.atNanos() - start - film.videoPts(film.indexOf(Track.VIDEO, p.data())) * 1000)
            .sorted()
            .toArray();
    assertThat(late[late.length * 98 / 100] / MILLI)
        .as("98th percentile of lateness, ms")
        .isLessThan(200);
    assertThat(late[late.length - 1] / MILLI).as("worst lateness, ms").isLessThan(600);
    SessionStatistics.Received feedback = net.session.statistics().received();
    assertThat(feedback.roundTripNanos()).isBetween(30 * MILLI, 45 * MILLI);
    assertThat(feedback.nacked()).isGreaterThan(500);
    assertThat(feedback.malformed()).isZero();
    assertNeverBackwards(net);
  }

  /** Packets overtaken by others are asked for, but they come by themselves. */
  @Test
  void reorderedPacketsAreNotSentTwice() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.VP8, 60, 25, 50, 16_000);
    EmulatedNetwork net = new EmulatedNetwork(film);
    net.delayNanos = 15 * MILLI;
    net.connect();
    net.play(null);
    net.run(0.5);
    net.jitterNanos = 60 * MILLI;
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    net.run(1);
    assertThat(net.session.statistics().received().nacked()).as("asked for").isGreaterThan(4_000);
    assertThat(net.viewer.rtxPackets).isLessThan(2_000);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO)))
        .isEqualTo(IntStream.range(0, film.pictures()).boxed().toList());
  }

  @Test
  void pauseStopsTimeAndSending() throws Exception {
    SyntheticFilm film = SyntheticFilm.small(10);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(3.5);
    net.pause();
    net.run(0.1);
    long packets = net.viewer.rtpPackets;
    double position = net.position();
    assertThat(position).isEqualTo(3.5);
    net.run(20);
    assertThat(net.viewer.rtpPackets).isEqualTo(packets);
    assertThat(net.position()).isEqualTo(position);
    assertThat(net.session.state(net.now()).phase()).isEqualTo(Phase.PAUSED);
    net.play(null);
    net.run(1);
    assertThat(net.position()).isEqualTo(4.5);
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    net.run(1);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO)))
        .isEqualTo(IntStream.range(0, film.pictures()).boxed().toList());
    assertThat(new Fidelity(film).check(net.viewer.units(Track.AUDIO)))
        .isEqualTo(IntStream.range(0, film.sounds()).boxed().toList());
    assertLipSync(net, film);
    assertNeverBackwards(net);
  }

  @Test
  void seeksLandOnTheTarget() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 60, 25, 25, 10_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(1);
    for (double target : new double[] {30.5, 10.98, 45.0, 44.02, 0.0, 59.9, 2.24}) {
      int before = net.viewer.units.size();
      long asked = net.now();
      net.play(target);
      assertThat(net.position()).isEqualTo(target);
      net.run(0.25);
      List<SyntheticViewer.Received> after =
          net.viewer.units.subList(before, net.viewer.units.size());
      Fidelity fidelity = new Fidelity(film);
      List<SyntheticViewer.Received> pictures =
          after.stream().filter(u -> u.track() == Track.VIDEO).toList();
      // a picture that was on its way when the command came may still arrive
      List<Integer> indexes = fidelity.check(net.viewer.units(Track.VIDEO));
      indexes = indexes.subList(indexes.size() - pictures.size(), indexes.size());
      int targetPicture = (int) (target * 25);
      assertThat(indexes).contains(targetPicture);
      assertThat(pictures.get(indexes.indexOf(targetPicture)).atNanos() - asked)
          .isLessThan(250 * MILLI);
      int keyFrame = targetPicture / 25 * 25;
      assertThat(indexes.subList(indexes.indexOf(keyFrame), indexes.size())).isSorted();
    }
    net.runUntil(() -> net.session.state(net.now()).phase() == Phase.ENDED);
    assertNeverBackwards(net);
    assertLipSync(net, film);
  }

  /**
   * A minute between key frames: the way to the target is too long, the film goes on from the key
   * frame.
   */
  @Test
  void farKeyFramesAreWhereAFilmGoesOn() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 60, 25, 500, 5_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(35.0);
    assertThat(net.position()).isEqualTo(20.0);
    net.run(1);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO)).subList(0, 20))
        .isEqualTo(IntStream.range(500, 520).boxed().toList());
  }

  @Test
  void afterTheEndItPlaysAgain() throws Exception {
    SyntheticFilm film = SyntheticFilm.small(2);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(3);
    net.play(1.0);
    assertThat(net.session.state(net.now()).phase()).isEqualTo(Phase.PLAYING);
    net.run(3);
    assertThat(net.events)
        .extracting(SessionOutput.Event::kind)
        .containsExactly(EventKind.CONNECTED, EventKind.END_OF_STREAM, EventKind.END_OF_STREAM);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO))).hasSize(75);
    assertNeverBackwards(net);
  }

  /** What the viewer lost while it stood still does not come again: it resumes from a key frame. */
  @Test
  void lossReportedInThePauseIsHealedByAKeyFrame() throws Exception {
    SyntheticFilm film = SyntheticFilm.small(10);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(2.5);
    net.pause();
    net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
    net.run(1);
    net.play(null);
    net.run(0.2);
    List<Integer> indexes = new Fidelity(film).check(net.viewer.units(Track.VIDEO));
    int last = indexes.lastIndexOf(50);
    assertThat(indexes.subList(0, last)).isEqualTo(IntStream.rangeClosed(0, 62).boxed().toList());
    assertThat(indexes.subList(last, last + 13))
        .isEqualTo(IntStream.rangeClosed(50, 62).boxed().toList());
    assertThat(net.session.statistics().received().pictureLosses()).isEqualTo(1);
    assertNeverBackwards(net);
  }

  /** A viewer who cannot decode does not have to wait for the next key frame. */
  @Test
  void aPictureLostForGoodComesAgainFromItsKeyFrame() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 10, 25, 50, 10_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(2.9);
    net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
    net.run(0.2);
    List<Integer> indexes = new Fidelity(film).check(net.viewer.units(Track.VIDEO));
    int again = indexes.lastIndexOf(50);
    assertThat(indexes.get(again - 1)).isBetween(71, 73);
    assertThat(indexes.subList(again, indexes.size()))
        .isEqualTo(IntStream.range(50, 50 + indexes.size() - again).boxed().toList());
    assertThat(indexes.get(indexes.size() - 1)).as("where it is by now").isBetween(75, 77);
    net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
    net.run(0.1);
    int sent = net.viewer.units(Track.VIDEO).size();
    assertThat(sent - indexes.size()).as("not again at once").isLessThan(5);
    net.runUntil(() -> net.saw(EventKind.END_OF_STREAM));
    assertNeverBackwards(net);
    assertLipSync(net, film);
  }

  /** The next key frame is as good as the last one when it is near. */
  @Test
  void theNextKeyFrameIsWaitedForWhenItIsNear() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 10, 25, 50, 10_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(3.8);
    net.viewer.send(RtcpBytes.pictureLoss(1, net.negotiated.video().ssrc()));
    net.run(1);
    List<Integer> indexes = new Fidelity(film).check(net.viewer.units(Track.VIDEO));
    assertThat(indexes).isEqualTo(IntStream.range(0, indexes.size()).boxed().toList());
  }

  @Test
  void keyFramesArePacedInRunsOfEqualPackets() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 4, 25, 25, 15_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(4);
    Map<Long, Integer> atOnce = new HashMap<>();
    net.sent.stream()
        .filter(s -> s.ssrc() == net.negotiated.video().ssrc())
        .forEach(s -> atOnce.merge(s.atNanos(), 1, Integer::sum));
    assertThat(atOnce.values().stream().max(Comparator.naturalOrder())).contains(Pacer.FIRST);
    List<Integer> lengths =
        net.sent.stream()
            .filter(s -> s.ssrc() == net.negotiated.video().ssrc())
            .skip(60)
            .map(EmulatedNetwork.Sent::length)
            .toList();
    assertThat(lengths).allMatch(l -> l <= 1150 + 12 + 16);
    long changes =
        IntStream.range(1, lengths.size())
            .filter(i -> !lengths.get(i).equals(lengths.get(i - 1)))
            .count();
    // one change from picture to picture, and one behind the parameter sets of a key frame
    assertThat(changes).isLessThan(net.viewer.units(Track.VIDEO).size() * 5L / 4);
  }

  /** A viewer that asks for everything all the time gets no flood for it. */
  @Test
  void aNackFloodIsAnsweredOnceEach() throws Exception {
    SyntheticFilm film = new SyntheticFilm(Codec.H264, 4, 25, 25, 10_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(null);
    net.run(2);
    List<Integer> everything = IntStream.range(0, 65536).boxed().toList();
    long known = net.session.statistics().sent().videoPackets();
    for (int i = 0; i < 3; i++) {
      for (int from = 0; from < 65536; from += 256) {
        net.viewer.send(
            RtcpBytes.nack(1, net.negotiated.video().ssrc(), everything.subList(from, from + 256)));
      }
    }
    net.run(0.003);
    assertThat(net.session.statistics().received().nacked()).isEqualTo(3 * 65536L);
    net.viewer.nacking = false;
    net.run(2);
    assertThat(net.viewer.rtxPackets).isBetween(known, known + 20);
  }

  private static void assertNeverBackwards(EmulatedNetwork net) {
    net.viewer.stream(net.negotiated.video().ssrc()).assertNeverBackwards();
    if (net.negotiated.audio() != null) {
      net.viewer.stream(net.negotiated.audio().ssrc()).assertNeverBackwards();
    }
  }

  /**
   * By the sender reports alone, as a browser does it: the wall clock time of the last picture and
   * of the last sound differ by what their film times differ.
   */
  private static void assertLipSync(EmulatedNetwork net, SyntheticFilm film) {
    double[] wallMinusFilm = new double[2];
    for (Track track : Track.values()) {
      List<SyntheticViewer.Received> units = net.viewer.units(track);
      SyntheticViewer.Received last = units.get(units.size() - 1);
      boolean video = track == Track.VIDEO;
      int ssrc = (video ? net.negotiated.video() : net.negotiated.audio()).ssrc();
      byte[] data = video ? tail(last, film) : last.data();
      int index = film.indexOf(track, data);
      double filmTime = video ? film.videoPts(index) / 1e6 : index * 0.02;
      for (SyntheticViewer.Report r : net.viewer.reports) {
        if (r.report().ssrc() == ssrc) {
          double ntp =
              (r.report().ntpTimestamp() >>> 32)
                  + (r.report().ntpTimestamp() & 0xFFFFFFFFL) / 0x1p32;
          double wall =
              ntp + (last.timestamp() - r.report().rtpTimestamp()) / (video ? 90_000.0 : 48_000.0);
          wallMinusFilm[track.ordinal()] = wall - filmTime;
        }
      }
    }
    assertThat(wallMinusFilm[0] - wallMinusFilm[1]).isBetween(-0.001, 0.001);
    assertThat(net.viewer.reports).hasSizeGreaterThan(8);
  }
}
