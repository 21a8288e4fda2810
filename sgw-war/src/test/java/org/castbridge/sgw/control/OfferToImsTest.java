/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferToImsTest {
  private static final Settings SETTINGS = TestSettings.settings();

  @Test
  void theImsOfferIsTheBrowsersAndTheControlConnection() throws Exception {
    var ims = OfferToIms.translate(Sdp.offer(), SETTINGS);
    SessionDescription offer = SdpParser.parse(ims.sdp());
    assertThat(offer.media()).hasSize(3);
    assertThat(ims.controlIndex()).isEqualTo(2);
    assertThat(offer.media().get(2).toString())
        .isEqualTo(
            "m=application 9 TCP iptv_rtsp\r\nc=IN IP4 127.0.0.1\r\n"
                + "a=setup:active\r\na=connection:new\r\n");
    assertThat(offer.media().get(0).lines().toString()).contains("b=AS:6000");
    assertThat(offer.media().get(1).lines().toString()).contains("b=AS:160");
    assertThat(ims.sdp()).doesNotContain("sendrecv").contains("a=ice-ufrag:abcd");
    assertThat(ims.sdp()).contains("a=group:BUNDLE 0 1").contains("a=fingerprint:sha-256 0F:");
    assertThat(ims.sdp().split("a=recvonly", -1)).hasSize(3);
  }

  @Test
  void aDataChannelKeepsItsPlaceButIsNotUsed() throws Exception {
    String offer =
        Sdp.offer().replace("BUNDLE 0 1", "BUNDLE 0 1 2")
            + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n";
    String ims = OfferToIms.translate(offer, SETTINGS).sdp();
    assertThat(ims).contains("m=application 0 UDP/DTLS/SCTP", "a=group:BUNDLE 0 1\r\n");
  }

  @Test
  void whatTheSessionIsAboutIsNotTheBrowsersToSay() throws Exception {
    String offer = Sdp.offer().replace("a=mid:0", "a=mid:0\r\na=bc_service:premium");
    assertThat(OfferToIms.translate(offer, SETTINGS).sdp()).doesNotContain("premium");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=ice-ufrag:abcd       | a=x:1              | m=video",
        "a=ice-pwd:0123456789abcdefghijklmn | a=ice-pwd:short | a=ice-pwd:short",
        "a=fingerprint:sha-256 0F | a=nofinger:print | m=video",
        "a=setup:actpass        | a=setup:passive    | a=setup:passive",
        "a=recvonly             | a=inactive         | m=video",
        "UDP/TLS/RTP/SAVPF      | RTP/AVP            | m=video",
        "a=rtpmap:96 VP8/90000  | a=rtpmap:96        | a=rtpmap:96",
        "m=video 9              | m=video            | m=video UDP",
        "v=0                    | v=7                | v=7"
      })
  void aBrokenOfferNamesTheLine(String what, String instead, String line) {
    String offer = Sdp.offer().replace(what.trim(), instead.trim());
    if (instead.contains("ice-pwd") || instead.contains("a=x")) {
      offer = offer.replace("a=ice-pwd:0123456789abcdefghijklmn", instead.trim());
    }
    String broken = offer;
    assertThatThrownBy(() -> OfferToIms.translate(broken, SETTINGS))
        .isInstanceOfSatisfying(
            InterworkingException.class, e -> assertThat(e.line()).startsWith(line.trim()));
  }

  @Test
  void aBrowserHasNoControlConnection() {
    String offer = Sdp.offer() + "m=application 9 TCP iptv_rtsp\r\n";
    assertThatThrownBy(() -> OfferToIms.translate(offer, SETTINGS))
        .isInstanceOf(InterworkingException.class);
  }

  @Test
  void mutilatedOffersFailWithTheirType() {
    Random random = new Random(7);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 3000);
    for (int i = 0; i < iterations; i++) {
      StringBuilder offer = new StringBuilder(Sdp.offer());
      for (int n = random.nextInt(12); n >= 0; n--) {
        int at = random.nextInt(offer.length());
        if (random.nextBoolean()) {
          offer.setCharAt(at, (char) random.nextInt(256));
        } else {
          offer.delete(at, Math.min(offer.length(), at + random.nextInt(40)));
        }
      }
      try {
        var ims = OfferToIms.translate(offer.toString(), SETTINGS);
        assertThat(ims.sdp()).endsWith("a=setup:active\r\na=connection:new\r\n");
      } catch (InterworkingException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
