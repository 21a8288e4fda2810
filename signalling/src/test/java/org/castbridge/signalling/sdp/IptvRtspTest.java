/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class IptvRtspTest {
  private static final String HEAD =
      "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n";

  @Test
  void readsTheControlSectionOfAnAnswer() throws SdpException {
    IptvRtsp.Split split = IptvRtsp.split(SdpParser.parse(Samples.IMS_ANSWER));
    assertThat(split.control())
        .contains(
            IptvRtsp.answer("192.0.2.8", 8554, "rtsp://192.0.2.8:8554/cod/harbour", "s1", 60));
    assertThat(split.index()).hasValue(1);
    assertThat(split.media().media()).extracting(MediaDescription::media).containsExactly("video");
  }

  @Test
  void writesTheOfferOfTheField() {
    assertThat(IptvRtsp.offer().section())
        .hasToString("m=application 9 TCP iptv_rtsp\r\na=setup:active\r\na=connection:new\r\n");
  }

  @Test
  void writesTheAnswerOfTheField() throws SdpException {
    SessionDescription answer = SdpParser.parse(Samples.IMS_ANSWER);
    IptvRtsp.Split split = IptvRtsp.split(answer);
    assertThat(split.media().with(split.control().orElseThrow().section())).isEqualTo(answer);
  }

  @Test
  void readsParametersInOneLineWithStrayBlanks() throws SdpException {
    SessionDescription session =
        SdpParser.parse(
            HEAD
                + "m=application 554 TCP/TLS iptv_rtsp\na=setup:passive\n"
                + "a=fmtp:iptv_rtsp h-uri=rtsp://mcf/x ; h-session= 123 ;timeout=30; h-offset=12.5\n");
    IptvRtsp control = IptvRtsp.of(session).orElseThrow();
    assertThat(control.uri()).isEqualTo("rtsp://mcf/x");
    assertThat(control.session()).isEqualTo("123");
    assertThat(control.timeout()).isEqualTo(30);
    assertThat(control.offset()).isEqualTo("12.5");
    assertThat(control.address()).isEqualTo("192.0.2.9");
  }

  @Test
  void readsABareUri() throws SdpException {
    SessionDescription session =
        SdpParser.parse(HEAD + "m=application 554 TCP iptv_rtsp\na=fmtp:rtsp://mcf:554/film\n");
    assertThat(IptvRtsp.of(session).orElseThrow().uri()).isEqualTo("rtsp://mcf:554/film");
  }

  @Test
  void otherApplicationSectionsStay() throws SdpException {
    SessionDescription session =
        SdpParser.parse(HEAD + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n");
    assertThat(IptvRtsp.split(session).media()).isEqualTo(session);
    assertThat(IptvRtsp.split(session).index()).isEmpty();
  }

  @Test
  void refusesTwoControlSectionsAndABrokenTimeout() throws SdpException {
    SessionDescription two =
        SdpParser.parse(HEAD + "m=application 9 TCP iptv_rtsp\nm=application 9 TCP iptv_rtsp\n");
    SessionDescription timeout =
        SdpParser.parse(HEAD + "m=application 9 TCP iptv_rtsp\na=fmtp:iptv_rtsp timeout=soon\n");
    assertThatExceptionOfType(SdpException.class).isThrownBy(() -> IptvRtsp.split(two));
    assertThatExceptionOfType(SdpException.class).isThrownBy(() -> IptvRtsp.split(timeout));
  }
}
