/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BroadcastServiceTest {
  private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
  private static final String VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n";

  @Test
  void standsAtSessionOrMediaLevel() throws SdpException {
    BroadcastService expected = new BroadcastService("one:ims.test", "basic");
    assertThat(of(HEAD + "a=bc_service:one:ims.test\r\na=bc_service_package:basic\r\n" + VIDEO))
        .isEqualTo(expected);
    assertThat(
            of(
                HEAD
                    + VIDEO
                    + "a=bc_service:one:ims.test\r\n"
                    + "a=bc_service_package:basic mult_list:239.1.1.1|239.1.1.2 one,two\r\n"))
        .isEqualTo(expected);
  }

  @Test
  void isWrittenAtSessionLevelInPlaceOfAnyOther() throws SdpException {
    SessionDescription before =
        SdpParser.parse(HEAD + "a=PSCid:1\r\n" + VIDEO + "a=bc_service:x\r\na=mid:0\r\n");
    SessionDescription after = new BroadcastService("two:ims.test", "premium").in(before);
    assertThat(after.toString())
        .contains("a=bc_service:two:ims.test\r\na=bc_service_package:premium\r\nm=video")
        .contains("a=mid:0")
        .doesNotContain("bc_service:x", "PSCid");
    assertThat(new BroadcastService("one", null).in(before).toString())
        .doesNotContain("bc_service_package");
  }

  @Test
  void aFilmHasNone() throws SdpException {
    assertThat(BroadcastService.of(SdpParser.parse(HEAD + VIDEO))).isEmpty();
  }

  @Test
  void namesWhatContradicts() {
    assertThatThrownBy(() -> of(HEAD + "a=bc_service:one\r\n" + VIDEO + "a=bc_service:two\r\n"))
        .isInstanceOf(SdpException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> of(HEAD + "a=bc_service: \r\n" + VIDEO))
        .isInstanceOf(SdpException.class)
        .hasMessageContaining("identifier");
    assertThatThrownBy(() -> of(HEAD + "a=bc_service:" + "x".repeat(401) + "\r\n" + VIDEO))
        .isInstanceOf(SdpException.class);
  }

  private static BroadcastService of(String sdp) throws SdpException {
    return BroadcastService.of(SdpParser.parse(sdp)).orElseThrow();
  }
}
