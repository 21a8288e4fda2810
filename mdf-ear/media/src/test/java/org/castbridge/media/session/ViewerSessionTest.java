/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.SyntheticFilm;
import org.castbridge.media.film.Track;
import org.castbridge.media.playout.PlayoutException;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Life and death of a session, and who may talk to it. */
class ViewerSessionTest {
  private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.66", 4000);
  private final SyntheticFilm film = SyntheticFilm.small(10);

  @ParameterizedTest
  @CsvSource({"PIK", "PKI", "IPK", "IKP", "KPI", "KIP"})
  void nothingIsSentBeforePlayPairAndKeys(String order) throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film);
    net.viewer.nominating = false;
    for (char step : order.toCharArray()) {
      net.run(1);
      assertThat(net.viewer.rtpPackets).isZero();
      assertThat(net.viewer.reports).isEmpty();
      assertThat(net.position()).isZero();
      switch (step) {
        case 'P' -> net.play(0.0);
        case 'I' -> net.viewer.nominating = true;
        default -> net.handleKeys();
      }
    }
    net.run(1);
    assertThat(net.viewer.rtpPackets).isGreaterThan(50);
    assertThat(net.position()).isBetween(0.9, 1.0);
    assertThat(net.session.state(net.now()).connected()).isTrue();
    assertThat(net.events)
        .extracting(SessionOutput.Event::kind)
        .containsExactly(EventKind.CONNECTED);
    new Fidelity(film).check(net.viewer.units);
  }

  @Test
  void aViewerThatNeverComesFails() {
    EmulatedNetwork net = new EmulatedNetwork(film);
    net.viewer.nominating = false;
    net.run(31);
    assertThat(net.events).singleElement().matches(e -> e.kind() == EventKind.FAILED);
    assertThat(net.eventTimes.get(0)).isEqualTo(net.now() - EmulatedNetwork.SECOND);
    assertThat(net.timeout()).isEqualTo(Long.MAX_VALUE);
    assertThat(film.isClosed()).isTrue();
  }

  @Test
  void aViewerWithoutDtlsFails() {
    EmulatedNetwork net = new EmulatedNetwork(film);
    net.run(31);
    assertThat(net.events)
        .singleElement()
        .matches(e -> e.kind() == EventKind.FAILED && e.reason().contains("DTLS"));
  }

  @Test
  void aFailedHandshakeFails() {
    EmulatedNetwork net = new EmulatedNetwork(film);
    net.run(1);
    net.dtlsClosed();
    assertThat(net.events).singleElement().matches(e -> e.kind() == EventKind.FAILED);
  }

  @Test
  void lostConsentEndsTheSessionInSilence() throws Exception {
    SyntheticFilm longFilm = SyntheticFilm.small(100);
    EmulatedNetwork net = new EmulatedNetwork(longFilm).connect();
    net.play(0.0);
    net.run(12);
    net.viewer.consenting = false;
    long silent = net.now();
    net.runUntil(() -> net.saw(EventKind.PEER_GONE));
    assertThat(net.now() - silent)
        .isBetween(23 * EmulatedNetwork.SECOND, 31 * EmulatedNetwork.SECOND);
    long before = net.sent.size();
    assertThat(net.session.remoteAddress()).isNull();
    net.run(60);
    assertThat(net.sent).hasSize((int) before);
    assertThat(net.viewer.byes).isEmpty();
    assertThat(net.session.state(net.now()).connected()).isFalse();
    assertThat(longFilm.isClosed()).isTrue();
  }

  @Test
  void closeNotifyIsAViewerThatLeft() throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    net.run(2);
    net.dtlsClosed();
    long before = net.sent.size();
    net.run(5);
    assertThat(net.sent).hasSize((int) before);
    assertThat(net.events)
        .extracting(SessionOutput.Event::kind)
        .containsExactly(EventKind.CONNECTED, EventKind.PEER_GONE);
    assertThat(net.events.get(1).positionUs()).isBetween(1_900_000L, 2_000_000L);
  }

  @Test
  void closeSaysGoodbyeOnce() throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    net.run(1);
    net.close();
    net.close();
    net.dtlsClosed();
    net.run(1);
    assertThat(net.viewer.byes)
        .singleElement()
        .matches(
            bye ->
                bye.ssrcs()
                    .equals(List.of(net.negotiated.video().ssrc(), net.negotiated.audio().ssrc())));
    assertThat(net.events)
        .extracting(SessionOutput.Event::kind)
        .containsExactly(EventKind.CONNECTED, EventKind.CLOSED);
    assertThatThrownBy(() -> net.play(1.0))
        .isInstanceOf(PlayoutException.class)
        .hasMessageContaining("over");
  }

  @Test
  void anUnreadableFilmFailsWithTheReason() throws Exception {
    film.breakAt(2_000_000);
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    net.run(5);
    assertThat(net.events.get(1).kind()).isEqualTo(EventKind.FAILED);
    assertThat(net.events.get(1).reason()).contains("truncated at 2000000");
    assertThat(net.viewer.byes).hasSize(1);
    assertThat(film.isClosed()).isTrue();
  }

  @Test
  void dtlsIsHandedOnFromTheViewerOnly() {
    EmulatedNetwork net = new EmulatedNetwork(film);
    byte[] record = {22, (byte) 0xFE, (byte) 0xFD, 1, 2, 3};
    net.inject(record, SyntheticViewer.ADDRESS);
    assertThat(net.records).isEmpty();
    net.run(1);
    net.inject(record, SyntheticViewer.ADDRESS);
    net.inject(record, STRANGER);
    assertThat(net.records).hasSize(1);
    assertThat(net.records.get(0).data()).isEqualTo(record).isNotSameAs(record);
    assertThat(net.session.statistics().dropped()).isEqualTo(2);
  }

  /**
   * Design section 6: anything else on the media port is dropped and counted, and the film plays
   * on.
   */
  @Test
  void garbageDoesNotDisturb() throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    Random random = new Random(1);
    int sent = 0;
    while (!net.saw(EventKind.END_OF_STREAM)) {
      assertThat(sent).isLessThan(2000);
      net.run(0.01);
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      if (garbage.length > 1 && random.nextBoolean()) {
        garbage[0] = (byte) (random.nextBoolean() ? 0x81 : random.nextInt(4));
        garbage[1] = (byte) (200 + random.nextInt(8));
      }
      int before = net.sent.size();
      net.inject(garbage, random.nextBoolean() ? STRANGER : SyntheticViewer.ADDRESS);
      sent++;
      // what is due is sent, but nothing is answered
      assertThat(net.sent.subList(before, net.sent.size()))
          .allMatch(s -> s.kind() != DatagramKind.STUN || s.length() > 60);
    }
    net.run(1);
    assertThat(sent).isGreaterThan(900);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO)))
        .isEqualTo(IntStream.range(0, film.pictures()).boxed().toList());
    assertThat(net.session.statistics().dropped()).isGreaterThan(sent / 4);
  }

  @Test
  void badCommandsDoNotDisturb() throws Exception {
    EmulatedNetwork net = new EmulatedNetwork(film).connect();
    net.play(0.0);
    net.run(1);
    assertThatThrownBy(() -> net.play(10.1))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.BAD_RANGE);
    assertThatThrownBy(() -> net.play(-0.1))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.BAD_RANGE);
    for (double scale : new double[] {3, -1, 0, 64, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> net.session.play(0L, scale, net.now()))
          .extracting("kind")
          .isEqualTo(PlayoutException.Kind.UNSUPPORTED_SCALE);
    }
    net.run(10);
    assertThat(new Fidelity(film).check(net.viewer.units(Track.VIDEO)))
        .isEqualTo(IntStream.range(0, film.pictures()).boxed().toList());
    assertThatThrownBy(() -> net.play(null))
        .extracting("kind")
        .isEqualTo(PlayoutException.Kind.ENDED);
  }

  @Test
  void onlyWhatWasAskedForIsSent() throws Exception {
    SyntheticFilm vp8 = new SyntheticFilm(Codec.VP8, 3, 25, 25, 2000);
    String offer =
        org.castbridge.media.negotiation.Offers.firefox().replaceFirst("a=recvonly", "a=inactive");
    EmulatedNetwork net = new EmulatedNetwork(vp8, offer).connect();
    assertThat(net.negotiated.audio()).isNull();
    net.play(null);
    net.run(4);
    assertThat(net.viewer.units(Track.AUDIO)).isEmpty();
    assertThat(new Fidelity(vp8).check(net.viewer.units)).hasSize(75);
    assertThat(net.saw(EventKind.END_OF_STREAM)).isTrue();
  }
}
