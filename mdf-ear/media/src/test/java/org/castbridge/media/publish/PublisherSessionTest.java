/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.live.CollectingSink;
import org.castbridge.media.live.Fuzz;
import org.castbridge.media.live.RtpSource;
import org.castbridge.media.rtcp.RtcpPacket;
import org.castbridge.media.session.SessionOutput;
import org.castbridge.media.session.SessionOutput.EventKind;
import org.castbridge.media.srtp.SrtpKeys;
import org.castbridge.media.srtp.SrtpProfile;
import org.castbridge.signalling.sdp.Fingerprint;
import org.junit.jupiter.api.Test;

class PublisherSessionTest {
  private static final long MS = 1_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CollectingSink sink = new CollectingSink();
  private final IceCredentials here = IceCredentials.generate(RANDOM);
  private final IceCredentials there = IceCredentials.generate(RANDOM);
  private final PublisherSession session = session(sink);
  private final SrtpKeys ours = keys();
  private final SyntheticEncoder encoder =
      new SyntheticEncoder(there, here, mirrored(ours), session);
  private long now;

  private PublisherSession session(CollectingSink into) {
    PublishedTrack video =
        new PublishedTrack(
            RtpSource.Format.video(Codec.VP8, SyntheticEncoder.VP8), SyntheticEncoder.RTX, "0");
    Publication publication =
        new Publication("", List.of(video), there, new Fingerprint("sha-256", "AA"));
    return new PublisherSession(publication, here, RANDOM, into, 0);
  }

  private static SrtpKeys keys() {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    return new SrtpKeys(
        profile,
        bytes(profile.keyLength()),
        bytes(profile.saltLength()),
        bytes(profile.keyLength()),
        bytes(profile.saltLength()));
  }

  private static byte[] bytes(int length) {
    byte[] b = new byte[length];
    RANDOM.nextBytes(b);
    return b;
  }

  private static SrtpKeys mirrored(SrtpKeys k) {
    return new SrtpKeys(k.profile(), k.remoteKey(), k.remoteSalt(), k.localKey(), k.localSalt());
  }

  private void connect() {
    encoder.check(now);
    session.handleKeys(ours, now);
    assertThat(encoder.drain()).extracting(SessionOutput.Event::kind).contains(EventKind.CONNECTED);
  }

  private void run(long millis) {
    for (long end = now + millis * MS; now < end; now += 10 * MS) {
      session.handleTimeout(now);
      encoder.drain();
    }
  }

  private void send(List<byte[]> packets) {
    packets.forEach(packet -> encoder.send(packet, now));
    run(40);
  }

  @Test
  void picturesComeThroughOverTheWrapOfSequenceNumbers() {
    connect();
    for (int i = 0; i < 20; i++) {
      send(encoder.picture(i % 10 == 0));
    }
    assertThat(sink.formats).singleElement().satisfies(f -> assertThat(f.width()).isEqualTo(640));
    assertThat(sink.pictures).hasSize(20);
    assertThat(sink.pictures.get(19).ptsUs() - sink.pictures.get(0).ptsUs()).isEqualTo(760_000);
    assertThat(session.srtpCounters().forged()).isZero();
  }

  @Test
  void whatIsMissingIsAskedForAndTakenFromEitherStream() {
    connect();
    send(encoder.picture(true));
    List<byte[]> torn = encoder.picture(false);
    send(List.of(torn.get(0), torn.get(2)));
    List<RtcpPacket.Nack> nacks = encoder.heard(RtcpPacket.Nack.class);
    assertThat(nacks).isNotEmpty();
    assertThat(nacks.get(0).mediaSsrc()).isEqualTo(SyntheticEncoder.SSRC);
    assertThat(nacks.get(0).sequences()).hasSize(1);
    encoder.send(torn.get(1), now);
    assertThat(sink.pictures).hasSize(2);

    byte[][] lost = encoder.pictureAndRepetition(false);
    send(encoder.picture(false));
    encoder.send(lost[1], now);
    assertThat(sink.pictures).hasSize(4);
    assertThat(session.repairs()).isEqualTo(1);
    assertThat(sink.problems).isEmpty();
  }

  @Test
  void aLossForGoodIsBridgedByAKeyFrameThatIsAskedFor() {
    connect();
    send(encoder.picture(true));
    List<byte[]> torn = encoder.picture(false);
    send(List.of(torn.get(0), torn.get(2)));
    send(encoder.picture(false));
    run(500);
    assertThat(encoder.heard(RtcpPacket.PictureLoss.class)).isNotEmpty();
    assertThat(sink.pictures).hasSize(1);
    send(encoder.picture(true));
    assertThat(sink.pictures).hasSize(2);
  }

  @Test
  void anEncoderWithoutKeyFramesIsAskedForOneNowAndThen() {
    connect();
    send(encoder.picture(true));
    int before = encoder.heard(RtcpPacket.PictureLoss.class).size();
    for (int i = 0; i < 60; i++) {
      send(encoder.picture(false));
    }
    assertThat(encoder.heard(RtcpPacket.PictureLoss.class).size()).isGreaterThan(before);
    assertThat(encoder.heard(RtcpPacket.ReceiverReport.class)).isNotEmpty();
    assertThat(encoder.heard(RtcpPacket.EstimatedBitrate.class)).isNotEmpty();
  }

  @Test
  void replayedAndReorderedReportsAndPacketsAreTakenOnce() {
    connect();
    List<byte[]> picture = encoder.picture(true);
    picture.forEach(p -> encoder.send(p, now));
    picture.forEach(p -> encoder.send(p, now));
    byte[] first = encoder.report();
    byte[] second = encoder.report();
    encoder.send(second, now);
    encoder.send(first, now);
    encoder.send(first, now);
    encoder.send(second, now);
    assertThat(session.srtpCounters().replayed()).isEqualTo(3);
    assertThat(session.srtcpCounters().replayed()).isEqualTo(2);
    assertThat(session.dropped()).isEqualTo(5);
    assertThat(sink.pictures).hasSize(1);
  }

  @Test
  void strangersAndForgersGetNothingIn() {
    connect();
    List<byte[]> picture = encoder.picture(true);
    InetSocketAddress stranger = new InetSocketAddress("198.51.100.1", 9);
    for (byte[] packet : picture) {
      byte[] copy = Arrays.copyOf(packet, packet.length + 64);
      session.handleDatagram(copy, 0, packet.length, stranger, now);
      byte[] forged = packet.clone();
      forged[20] ^= 1;
      encoder.send(forged, now);
    }
    assertThat(sink.pictures).isEmpty();
    assertThat(session.srtpCounters().forged()).isEqualTo(3);
    picture.forEach(p -> encoder.send(p, now));
    assertThat(sink.pictures).hasSize(1);
  }

  @Test
  void endsAreSaidOnce() {
    connect();
    session.handleDtlsClosed(now);
    session.close();
    assertThat(encoder.drain())
        .extracting(SessionOutput.Event::kind)
        .containsExactly(EventKind.PEER_GONE);
    CollectingSink none = new CollectingSink();
    PublisherSession never = session(none);
    never.handleTimeout(PublisherSession.CONNECT_NANOS);
    assertThat(never.poll())
        .isInstanceOfSatisfying(
            SessionOutput.Event.class, e -> assertThat(e.kind()).isEqualTo(EventKind.FAILED));
  }

  @Test
  void noDatagramMakesItThrow() {
    connect();
    byte[][] seeds = {
      encoder.picture(true).get(0), encoder.report(), encoder.pictureAndRepetition(false)[1]
    };
    Fuzz.run(
        11,
        seeds,
        (input, length, random) -> {
          byte[] copy = Arrays.copyOf(input, input.length + 64);
          session.handleDatagram(copy, 0, length, SyntheticEncoder.ADDRESS, now += MS / 100);
          encoder.drain();
        });
    assertThat(sink.pictures.size()).isLessThan(10);
  }
}
