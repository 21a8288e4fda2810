/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.castbridge.sgw.control.OfferToIms.ImsOffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerToBrowserTest {
  private ImsOffer offer;

  @BeforeEach
  void offer() throws Exception {
    offer = OfferToIms.translate(Sdp.offer(), TestSettings.settings());
  }

  @Test
  void theControlConnectionIsTakenOut() throws Exception {
    var answer = AnswerToBrowser.translate(Sdp.answer(), offer);
    assertThat(answer.sdp()).doesNotContain("iptv_rtsp").contains("a=ice-lite", "a=sendonly");
    assertThat(answer.sdp().split("m=", -1)).hasSize(3);
    assertThat(answer.control())
        .isEqualTo(
            new AnswerToBrowser.ControlTarget("rtsp://127.0.0.1:8554/cod/harbour", "s1", 60));
  }

  @Test
  void aRelativeControlUriIsResolved() throws Exception {
    String sdp = Sdp.answer().replace("h-uri=rtsp://127.0.0.1:8554/cod/harbour", "h-uri=cod/x");
    assertThat(AnswerToBrowser.translate(sdp, offer).control().uri())
        .isEqualTo("rtsp://127.0.0.1:8554/cod/x");
  }

  @Test
  void oneRejectedMediumIsFine() throws Exception {
    String sdp =
        Sdp.answer().replace("m=audio 20100", "m=audio 0").replace("BUNDLE 0 1", "BUNDLE 0");
    assertThat(AnswerToBrowser.translate(sdp, offer).sdp()).contains("m=audio 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SAVPF 102                    | SAVPF 103",
        "a=mid:0                      | a=mid:7",
        "a=rtcp-mux                   | a=nothing",
        "a=setup:passive              | a=setup:actpass",
        "a=ice-ufrag:srvu             | a=ice-ufrag:!",
        "a=fingerprint:sha-256        | a=fingerprint:sha-1",
        "m=video 20100                | m=audio 20100",
        "BUNDLE 0 1                   | BUNDLE 0 2",
        "h-session=s1;timeout=60      | timeout=60",
        "h-uri=rtsp://127.0.0.1:8554/ | h-uri=http://127.0.0.1/",
        "timeout=60                   | timeout=soon",
        "m=application 8554 TCP iptv_rtsp | m=application 8554 TCP other"
      })
  void anAnswerThatDoesNotFitTheOfferIsRefused(String what, String instead) {
    String sdp = Sdp.answer().replace(what.trim(), instead.trim());
    assertThat(sdp).isNotEqualTo(Sdp.answer());
    assertThatThrownBy(() -> AnswerToBrowser.translate(sdp, offer))
        .isInstanceOf(InterworkingException.class)
        .hasMessageMatching(".+");
  }

  @Test
  void noAnswerAtAllIsRefused() {
    assertThatThrownBy(() -> AnswerToBrowser.translate(null, offer))
        .isInstanceOf(InterworkingException.class);
  }

  @Test
  void mutilatedAnswersFailWithTheirType() {
    Random random = new Random(11);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 3000);
    for (int i = 0; i < iterations; i++) {
      StringBuilder answer = new StringBuilder(Sdp.answer());
      for (int n = random.nextInt(12); n >= 0; n--) {
        int at = random.nextInt(answer.length());
        if (random.nextBoolean()) {
          answer.setCharAt(at, (char) random.nextInt(256));
        } else {
          answer.delete(at, Math.min(answer.length(), at + random.nextInt(40)));
        }
      }
      try {
        assertThat(AnswerToBrowser.translate(answer.toString(), offer).control().uri())
            .startsWith("rtsp:");
      } catch (InterworkingException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
