/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.castbridge.media.film.Codec;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.media.live.Fuzz;
import org.castbridge.media.negotiation.LocalTransport;
import org.castbridge.media.negotiation.NegotiationException;
import org.castbridge.signalling.sdp.Fingerprint;
import org.junit.jupiter.api.Test;

class PublishNegotiatorTest {
  private static final String FINGERPRINT = "AA:".repeat(31) + "AA";

  /** As an encoder on libdatachannel writes it, shortened. */
  private static final String OFFER =
      String.join(
          "\r\n",
          "v=0",
          "o=rtc 1 0 IN IP4 127.0.0.1",
          "s=-",
          "t=0 0",
          "a=group:BUNDLE 0 1",
          "a=ice-ufrag:abcd",
          "a=ice-pwd:0123456789012345678901",
          "a=setup:actpass",
          "a=fingerprint:sha-256 " + FINGERPRINT,
          "m=audio 9 UDP/TLS/RTP/SAVPF 111",
          "c=IN IP4 0.0.0.0",
          "a=mid:0",
          "a=sendonly",
          "a=rtcp-mux",
          "a=rtpmap:111 opus/48000/2",
          "a=fmtp:111 minptime=10;useinbandfec=1",
          "m=video 9 UDP/TLS/RTP/SAVPF 98 96 97",
          "c=IN IP4 0.0.0.0",
          "a=mid:1",
          "a=sendonly",
          "a=rtcp-mux",
          "a=rtpmap:98 MP4V-ES/90000",
          "a=rtpmap:96 H264/90000",
          "a=fmtp:96 profile-level-id=42e01f;packetization-mode=1",
          "a=rtpmap:97 rtx/90000",
          "a=fmtp:97 apt=96",
          "");

  private static LocalTransport local() {
    return new LocalTransport(
        IceCredentials.generate(new SecureRandom()),
        new Fingerprint("sha-256", FINGERPRINT),
        List.of(new InetSocketAddress("127.0.0.1", 20_100)));
  }

  private static Publication negotiate(String offer) throws NegotiationException {
    return new PublishNegotiator(new Random(1)).negotiate(offer, local());
  }

  @Test
  void theFirstPlayableCodecOfEachSectionIsTaken() throws NegotiationException {
    Publication agreed = negotiate(OFFER);
    assertThat(agreed.tracks())
        .extracting(t -> t.format().codec())
        .containsExactly(Codec.OPUS, Codec.H264);
    assertThat(agreed.tracks()).extracting(PublishedTrack::rtxPayloadType).containsExactly(0, 97);
    assertThat(agreed.remoteIce().ufrag()).isEqualTo("abcd");
    assertThat(agreed.answerSdp())
        .contains("a=ice-lite", "a=group:BUNDLE 0 1", "a=setup:passive", "a=recvonly")
        .contains("a=rtcp-fb:96 nack pli", "a=fmtp:96 profile-level-id=42e01f;packetization-mode=1")
        .contains("a=rtpmap:97 rtx/90000", "a=candidate:")
        .doesNotContain("sendonly", "MP4V");
  }

  @Test
  void whatCannotBeTakenIsNamed() {
    refused(OFFER.replace("sendonly", "recvonly"), "neither picture nor sound");
    refused(OFFER.replace("a=rtcp-mux\r\n", ""), "rtcp-mux");
    refused(OFFER.replace("a=setup:actpass", "a=setup:passive"), "setup");
    refused(OFFER.replace("a=ice-ufrag:abcd\r\n", ""), "ice-ufrag");
    refused(OFFER.replace("H264", "H999"), "browsers play");
    refused("v=0", "");
  }

  private static void refused(String offer, String words) {
    assertThatThrownBy(() -> negotiate(offer))
        .isInstanceOf(NegotiationException.class)
        .hasMessageContaining(words);
  }

  @Test
  void noOfferMakesItThrowAnythingElse() {
    byte[][] seeds = {OFFER.getBytes(StandardCharsets.UTF_8)};
    Fuzz.run(
        13,
        seeds,
        (input, length, random) -> {
          try {
            negotiate(new String(input, 0, length, StandardCharsets.ISO_8859_1));
          } catch (NegotiationException e) {
            assertThat(e.getMessage()).isNotNull();
          }
        });
  }
}
