/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.castbridge.mcf.FakeMdf;
import org.castbridge.mcf.Offers;
import org.castbridge.mcf.xp.XpAsset;
import org.castbridge.mcf.xp.XpOffer;
import org.castbridge.signalling.sdp.IptvRtsp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.SdpException;
import org.castbridge.signalling.sdp.SdpParser;
import org.castbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentOfferTest {
  @Test
  void readsAnOfferForAFilm() throws SetUpRefusal {
    ContentOffer offer = ContentOffer.parse(Offers.FILM);
    assertThat(offer.codecs()).containsExactly("H264", "OPUS");
    assertThat(offer.controlIndex()).isEqualTo(2);
    assertThat(offer.ice().ufrag()).isEqualTo("Zt9q");
    assertThat(offer.media().media())
        .extracting(MediaDescription::media)
        .containsExactly("video", "audio");
  }

  @Test
  void tellsTheMdfWhatThePatentLists() throws SetUpRefusal {
    XpOffer xp =
        ContentOffer.parse(Offers.FILM).toXp("harbour", "IEEE-802.11", "s1", "http://e/s1");
    assertThat(xp.resource()).isEqualTo("harbour");
    assertThat(xp.offer()).doesNotContain("iptv_rtsp").contains("m=video", "m=audio");
    assertThat(xp.fingerprint().algorithm()).isEqualTo("sha-256");
    assertThat(xp.ice().candidates())
        .containsExactly("1 1 udp 2130706431 127.0.0.1 40000 typ host");
    assertThat(xp.connection())
        .isEqualTo(
            new XpOffer.Details(
                "actpass", "UDP/TLS/RTP/SAVPF", List.of("0", "1"), true, "IEEE-802.11"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m=video 9 UDP/TLS/RTP/SAVPF 96     | m=video 9 RTP/AVP 96               | 399 | m=video 9 RTP/AVP 96
          a=ice-ufrag:Zt9q                   | a=ice-ufrag:Z                      | 399 | a=ice-ufrag:Z
          a=ice-pwd:S3ZDtVtJzkV4kMdNwCFuyq8b | a=x:y                              | 399 | a=ice-pwd
          a=fingerprint:sha-256              | a=x-fingerprint:sha-256            | 399 | no certificate fingerprint
          a=fingerprint:sha-256              | a=fingerprint:sha-512              | 399 | SHA-256
          a=setup:actpass                    | a=setup:passive                    | 399 | DTLS
          a=rtpmap:96 H264/90000             | a=rtpmap:H264                      | 399 | a=rtpmap:H264
          m=application 9 TCP iptv_rtsp      | m=application 9 TCP other          | 304 | iptv_rtsp
          m=application 9 TCP iptv_rtsp      | m=application 0 TCP iptv_rtsp      | 399 | media control
          a=setup:active                     | a=setup:passive                    | 399 | media control
          v=0                                | v=1                                | 399 | v=1
          """)
  void refusalsNameTheLine(String right, String wrong, int code, String named) {
    SetUpRefusal e =
        catchThrowableOfType(
            SetUpRefusal.class, () -> ContentOffer.parse(Offers.FILM.replace(right, wrong)));
    assertThat(e).isNotNull();
    assertThat(e.status()).isEqualTo(488);
    assertThat(e.warning("mcf").code()).isEqualTo(code);
    assertThat(e.warning("mcf").text()).contains(named);
  }

  @Test
  void anOfferWithoutMediaIsRefused() {
    String only = Offers.FILM.replace("m=video 9", "m=video 0").replace("m=audio 9", "m=audio 0");
    SetUpRefusal e = catchThrowableOfType(SetUpRefusal.class, () -> ContentOffer.parse(only));
    assertThat(e.warning("mcf").code()).isEqualTo(304);
  }

  @Test
  void sectionsOfTwoTransportsAreRefused() {
    int audio = Offers.FILM.indexOf("m=audio");
    String two =
        Offers.FILM.substring(0, audio)
            + Offers.FILM.substring(audio).replace("ufrag:Zt9q", "ufrag:Other");
    SetUpRefusal e = catchThrowableOfType(SetUpRefusal.class, () -> ContentOffer.parse(two));
    assertThat(e.status()).isEqualTo(488);
    assertThat(e).hasMessageContaining("ice-ufrag: m=audio");
  }

  @Test
  void theSameOfferMayHaveAnotherVersion() throws SetUpRefusal {
    ContentOffer offer = ContentOffer.parse(Offers.FILM);
    assertThat(offer.isSameAs(Offers.FILM.replace("46117 2", "46117 3"))).isTrue();
    assertThat(offer.isSameAs(Offers.FILM.replace("recvonly", "inactive"))).isFalse();
    assertThat(offer.isSameAs("nonsense")).isFalse();
  }

  @Test
  void theAnswerHasTheControlSectionWhereTheOfferHasIt() throws Exception {
    ContentOffer offer = ContentOffer.parse(Offers.FILM);
    IptvRtsp control =
        IptvRtsp.answer("127.0.0.1", 8554, "rtsp://127.0.0.1:8554/cod/harbour", "s1", 60);
    SessionDescription answer = SdpParser.parse(ContentAnswer.of(offer, FakeMdf.ANSWER, control));
    assertThat(answer.media())
        .extracting(MediaDescription::media)
        .containsExactly("video", "audio", "application");
    assertThat(IptvRtsp.of(answer)).contains(control);
    assertThatExceptionOfType(SdpException.class)
        .isThrownBy(
            () -> ContentAnswer.of(offer, FakeMdf.ANSWER + "m=video 0 RTP/AVP 0\r\n", control));
  }

  @Test
  void capabilitiesAreASessionDescription() throws Exception {
    SessionDescription h264 =
        SdpParser.parse(Capabilities.of(new XpAsset("f", 1, "H264", "opus"), "127.0.0.1"));
    assertThat(h264.media()).extracting(MediaDescription::port).containsOnly(0);
    assertThat(h264.media().get(0).rtpMaps().get(96).encoding()).isEqualTo("H264");
    SessionDescription silent =
        SdpParser.parse(Capabilities.of(new XpAsset("f", 1, "VP8", ""), "::1"));
    assertThat(silent.media())
        .extracting(MediaDescription::media)
        .containsExactly("video", "application");
  }
}
