/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaNegotiatorTest {
  private final MediaNegotiator negotiator = new MediaNegotiator(new Random(1));

  @Test
  void answersChromiumLineByLine() throws Exception {
    Negotiated n = negotiate(Offers.chromium(), Offers.H264_FILM);
    SessionDescription answer = SdpParser.parse(n.answerSdp());
    String v = Integer.toUnsignedString(n.video().ssrc());
    String r = Integer.toUnsignedString(n.video().rtxSsrc());
    assertThat(answer.attribute("group")).contains("BUNDLE 0 1");
    assertThat(answer.hasAttribute("ice-lite")).isTrue();
    assertThat(lines(answer.media().get(0)))
        .startsWith(
            "m=video 20100 UDP/TLS/RTP/SAVPF 106 107 96 97 98 99 102 103 104 105 108 109 127 125 39"
                + " 40 45 46",
            "c=IN IP4 127.0.0.1",
            "a=candidate:1 1 udp 2130706431 127.0.0.1 20100 typ host",
            "a=end-of-candidates",
            "a=ice-ufrag:localfrg",
            "a=ice-pwd:localpasswordlocalpassword",
            "a=fingerprint:sha-256 AB" + ":CD".repeat(31),
            "a=setup:passive",
            "a=mid:0",
            "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
            "a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=sendonly",
            "a=msid:" + n.cname() + " video",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=rtpmap:106 H264/90000",
            "a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            "a=rtcp-fb:106 nack",
            "a=rtcp-fb:106 nack pli",
            "a=rtcp-fb:106 ccm fir",
            "a=rtcp-fb:106 goog-remb",
            "a=rtpmap:107 rtx/90000",
            "a=fmtp:107 apt=106",
            "a=rtpmap:96 VP8/90000",
            "a=rtcp-fb:96 nack",
            "a=rtcp-fb:96 nack pli",
            "a=rtcp-fb:96 ccm fir",
            "a=rtcp-fb:96 goog-remb",
            "a=rtpmap:97 rtx/90000")
        .endsWith(
            "a=rtpmap:46 rtx/90000",
            "a=fmtp:46 apt=45",
            "a=ssrc-group:FID " + v + " " + r,
            "a=ssrc:" + v + " cname:" + n.cname(),
            "a=ssrc:" + r + " cname:" + n.cname());
    assertThat(lines(answer.media().get(1)))
        .contains(
            "m=audio 20100 UDP/TLS/RTP/SAVPF 111 63",
            "a=mid:1",
            "a=msid:" + n.cname() + " audio",
            "a=rtpmap:111 opus/48000/2",
            "a=fmtp:111 minptime=10;stereo=1;useinbandfec=1;sprop-stereo=1",
            "a=rtpmap:63 red/48000/2",
            "a=fmtp:63 111/111")
        .noneMatch(line -> line.contains("rtcp-fb") || line.contains("transport-wide"));
    assertThat(n.video().mid()).isEqualTo("0");
    assertThat(n.video().midExtensionId()).isEqualTo(9);
    assertThat(n.audio().retransmits()).isFalse();
    assertThat(n.remoteIce().ufrag()).isEqualTo("Xk3p");
    assertThat(n.remoteFingerprint().value()).startsWith("7A:11:");
  }

  @Test
  void answersFirefoxWithSessionLevelFingerprintAndDirectedExtensions() throws Exception {
    Negotiated n = negotiate(Offers.firefox(), Offers.VP8_FILM);
    SessionDescription answer = SdpParser.parse(n.answerSdp());
    assertThat(answer.media())
        .extracting(MediaDescription::media)
        .containsExactly("audio", "video");
    assertThat(lines(answer.media().get(1)))
        .contains(
            "m=video 20100 UDP/TLS/RTP/SAVPF 120 124 121 125",
            "a=extmap:6/sendonly http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
            "a=extmap:3/sendonly urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=fmtp:120 max-fs=12288;max-fr=60",
            "a=fmtp:124 apt=120",
            "a=rtcp-fb:120 nack");
    assertThat(lines(answer.media().get(0))).doesNotContain("a=rtcp-rsize");
    assertThat(n.video().preferred().payloadType()).isEqualTo(120);
    assertThat(n.audio().preferred().payloadType()).isEqualTo(109);
    assertThat(n.remoteFingerprint().value()).startsWith("7A:11:");
    assertThat(Stream.of(n.video().ssrc(), n.video().rtxSsrc(), n.audio().ssrc()).distinct())
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "42e01f, 106", // the very same
    "42c01e, 106", // Constrained Baseline written otherwise
    "42e028, 106", // same profile, higher level: the best there is
    "42001f, 102",
    "4d001f, 108",
    "4d0028, 108",
    "640028, 127", // High: 4:4:4 predictive decoders play it
  })
  void choosesThePayloadTypeOfTheFilmsProfile(String profile, int payloadType) throws Exception {
    Negotiated n = negotiate(Offers.chromium(), Offers.film(Codec.H264, profile));
    assertThat(n.video().preferred().payloadType()).isEqualTo(payloadType);
  }

  @Test
  void highIsSentAsWhatThereIs() throws Exception {
    String offer =
        Offers.chromium()
            .replaceAll("profile-level-id=(42001f|4d001f|f4001f)", "profile-level-id=42e01f");
    assertThat(
            negotiate(offer, Offers.film(Codec.H264, "640028")).video().preferred().payloadType())
        .isEqualTo(102);
  }

  @Test
  void withoutRtxNothingIsRepeatedNorPromised() throws Exception {
    Negotiated n =
        negotiate(Offers.chromium().replaceAll("a=fmtp:[0-9]+ apt=.*\n", ""), Offers.H264_FILM);
    assertThat(n.video().retransmits()).isFalse();
    assertThat(n.answerSdp())
        .contains("m=video 20100 UDP/TLS/RTP/SAVPF 106 96 98 ", "a=rtcp-fb:106 nack pli\r\n")
        .doesNotContain("a=rtcp-fb:106 nack\r\n", "FID");
  }

  @Test
  void unusedSectionsKeepTheirPlaceAndTheRtspConnectionIsNotOurs() throws Exception {
    String offer =
        Offers.chromium()
                .replace("a=group:BUNDLE 0 1", "a=group:BUNDLE data 0 1 second")
                .replaceFirst(
                    "m=video",
                    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=mid:data\n"
                        + "m=application 9 TCP iptv_rtsp\na=setup:active\nm=video")
            + "m=video 9 UDP/TLS/RTP/SAVPF 96\na=mid:second\na=recvonly\na=rtpmap:96 VP8/90000\n";
    SessionDescription answer = SdpParser.parse(negotiate(offer, Offers.H264_FILM).answerSdp());
    assertThat(answer.attribute("group")).contains("BUNDLE 0 1");
    assertThat(answer.media())
        .extracting(MediaDescription::media)
        .containsExactly("application", "video", "audio", "video");
    assertThat(answer.media())
        .extracting(MediaDescription::port)
        .containsExactly(0, 20100, 20100, 0);
    assertThat(answer.media())
        .extracting(m -> m.attribute("mid").orElse(""))
        .containsExactly("data", "0", "1", "second");
  }

  @Test
  void aKindOfMediaNotAskedForIsNotSent() throws Exception {
    String offer =
        Offers.chromium().replaceFirst("(?s)m=audio.*", "").replace("BUNDLE 0 1", "BUNDLE 0");
    Negotiated n = negotiate(offer, Offers.H264_FILM);
    assertThat(n.audio()).isNull();
    assertThat(n.video()).isNotNull();
    Negotiated still =
        negotiate(Offers.chromium().replaceFirst("a=recvonly", "a=inactive"), Offers.H264_FILM);
    assertThat(still.video()).isNull();
    assertThat(SdpParser.parse(still.answerSdp()).media().get(0).port()).isZero();
  }

  @Test
  void ipv6CandidatesAreWritten() throws Exception {
    LocalTransport local =
        new LocalTransport(
            Offers.local().ice(),
            Offers.local().fingerprint(),
            List.of(
                new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 20100),
                new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 20101)));
    String answer = negotiator.negotiate(Offers.chromium(), Offers.H264_FILM, local).answerSdp();
    assertThat(answer)
        .contains(
            "c=IN IP6 2001:db8:0:0:0:0:0:1\r\n",
            "a=candidate:1 1 udp 2130706431 2001:db8:0:0:0:0:0:1 20100 typ host\r\n",
            "a=candidate:2 1 udp 2130706175 192.0.2.1 20101 typ host\r\n");
  }

  @Test
  void noCommonCodecNamesTheSection() {
    NegotiationException e =
        refused(
            Offers.chromium().replaceAll("packetization-mode=1", "packetization-mode=0"),
            Offers.H264_FILM);
    assertThat(e.kind()).isEqualTo(NegotiationException.Kind.NO_COMMON_CODEC);
    assertThat(e.line()).startsWith("m=video 9 ");
    assertThat(e).hasMessageContaining("H264").hasMessageContaining("42e01f");
    assertThat(refused(Offers.firefox(), Offers.H264_FILM).kind())
        .isEqualTo(NegotiationException.Kind.NO_COMMON_CODEC);
    assertThat(refused(Offers.chromium().replace("opus", "iLBC"), Offers.VP8_FILM).line())
        .startsWith("m=audio");
    assertThat(
            refused(Offers.chromium().replace("a=recvonly", "a=sendonly"), Offers.VP8_FILM).kind())
        .isEqualTo(NegotiationException.Kind.NO_COMMON_CODEC);
  }

  @Test
  void formatsTheMLineDoesNotListDoNotCount() {
    String offer = Offers.chromium().replace("SAVPF 96 97 98", "SAVPF 97 98");
    assertThat(refused(offer, Offers.VP8_FILM).kind())
        .isEqualTo(NegotiationException.Kind.NO_COMMON_CODEC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=ice-ufrag:Xk3p | a=x:1 | a=ice-ufrag",
        "a=ice-ufrag:Xk3p | a=ice-ufrag:X | a=ice-ufrag:X",
        "a=ice-pwd:mB0aY6rjW1u5CqQeVn8TzPoL | a=ice-pwd:short | a=ice-pwd:short",
        "a=fingerprint:sha-256 | a=fingerprint:sha-1 | a=fingerprint:sha-1",
        "a=fingerprint: | a=finger: | m=video",
        "a=setup:actpass | a=setup:passive | a=setup:passive",
        "a=rtcp-mux | a=rtcp-none | m=video",
        "a=group:BUNDLE 0 1 | a=group:LS 0 1 | m=audio",
        "a=group:BUNDLE 0 1 | a=ice-lite | a=ice-lite",
        "a=rtpmap:102 H264/90000 | a=rtpmap:102 H264 | a=rtpmap:102 H264",
        "s=- | nonsense | nonsense",
      })
  void badOffersNameTheLine(String line, String broken, String named) {
    NegotiationException e = refused(Offers.chromium().replace(line, broken), Offers.H264_FILM);
    assertThat(e.kind()).isEqualTo(NegotiationException.Kind.BAD_OFFER);
    assertThat(e.line()).startsWith(named);
    assertThat(e.getMessage()).isNotBlank();
  }

  @Test
  void anEmptyOfferIsBad() {
    assertThat(refused("", Offers.H264_FILM).kind()).isEqualTo(NegotiationException.Kind.BAD_OFFER);
    assertThat(refused("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n", Offers.H264_FILM).kind())
        .isEqualTo(NegotiationException.Kind.BAD_OFFER);
  }

  /** Lines lost, doubled, swapped, cut: an answer or the typed error, nothing else. */
  @Test
  void damagedOffersGiveTheTypedErrorOnly() {
    Random random = new Random(7);
    int answered = 0;
    int rounds = 1500;
    for (int i = 0; i < rounds; i++) {
      String offer = damaged(random.nextBoolean() ? Offers.chromium() : Offers.firefox(), random);
      try {
        Negotiated n = negotiate(offer, Offers.VP8_FILM);
        SdpParser.parse(n.answerSdp());
        answered++;
      } catch (NegotiationException e) {
        assertThat(e.kind()).isNotNull();
      } catch (Exception e) {
        throw new AssertionError("offer:\n" + offer, e);
      }
    }
    assertThat(answered).isBetween(rounds / 20, rounds - rounds / 20);
  }

  private static String damaged(String sdp, Random random) {
    List<String> lines = new java.util.ArrayList<>(List.of(sdp.split("\n")));
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(4)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), line);
        case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
        default -> {
          char[] chars = line.toCharArray();
          chars[random.nextInt(chars.length)] = (char) (32 + random.nextInt(95));
          lines.set(at, new String(chars));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private Negotiated negotiate(String offer, FilmInfo film) throws NegotiationException {
    return negotiator.negotiate(offer, film, Offers.local());
  }

  private NegotiationException refused(String offer, FilmInfo film) {
    NegotiationException e =
        catchThrowableOfType(NegotiationException.class, () -> negotiate(offer, film));
    assertThat(e).isNotNull();
    return e;
  }

  private static List<String> lines(MediaDescription section) {
    return List.of(section.toString().split("\r\n"));
  }
}
