/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.castbridge.media.film.Codec;
import org.junit.jupiter.api.Test;

class LiveSdpTest {
  private static final String HEAD = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\n";

  /** As ffmpeg writes it. */
  private static final String FFMPEG =
      HEAD
          + "t=0 0\r\na=tool:libavformat 59\r\n"
          + "m=video 20300 RTP/AVP 96\r\nc=IN IP4 239.255.34.1/1\r\nb=AS:4000\r\n"
          + "a=rtpmap:96 H264/90000\r\n"
          + "a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0LAHtkA2D3n,aMuDyyA=;"
          + " profile-level-id=42C01E\r\n"
          + "m=audio 20302 RTP/AVP 97\r\nc=IN IP4 239.255.34.1/1\r\n"
          + "a=rtpmap:97 opus/48000/2\r\na=fmtp:97 sprop-stereo=1\r\n";

  @Test
  void asFfmpegWritesIt() throws LiveSdpException {
    LiveSdp sdp = LiveSdp.parse(FFMPEG);
    assertThat(sdp.streams()).hasSize(2);
    LiveSdp.Stream video = sdp.streams().get(0);
    assertThat(video.codec()).isEqualTo(Codec.H264);
    assertThat(video.payloadType()).isEqualTo(96);
    assertThat(video.address()).isEqualTo("239.255.34.1");
    assertThat(video.port()).isEqualTo(20_300);
    assertThat(video.rtcpPort()).isEqualTo(20_301);
    assertThat(video.parameterSets()).hasSize(2);
    assertThat(video.sources()).isEmpty();
    LiveSdp.Stream audio = sdp.streams().get(1);
    assertThat(audio.codec()).isEqualTo(Codec.OPUS);
    assertThat(audio.channels()).isEqualTo(2);
  }

  @Test
  void sourceSpecificMulticastRtcpPortAndLanguage() throws LiveSdpException {
    LiveSdp sdp =
        LiveSdp.parse(
            HEAD
                + "c=IN IP4 232.1.1.1/16\r\nt=0 0\r\n"
                + "a=source-filter: incl IN IP4 232.1.1.1 192.0.2.10 192.0.2.11\r\n"
                + "m=audio 5004 RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\n"
                + "a=fmtp:111 sprop-stereo=0\r\na=rtcp:5999\r\na=lang:de\r\n");
    LiveSdp.Stream audio = sdp.streams().get(0);
    assertThat(audio.sources()).containsExactly("192.0.2.10", "192.0.2.11");
    assertThat(audio.rtcpPort()).isEqualTo(5999);
    assertThat(audio.language()).isEqualTo("de");
    assertThat(audio.channels()).isEqualTo(1);
  }

  @Test
  void aacIsRefusedInPlainWords() {
    String aac =
        HEAD
            + "c=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 97\r\n"
            + "a=rtpmap:97 MPEG4-GENERIC/48000/2\r\n";
    assertThatThrownBy(() -> LiveSdp.parse(aac))
        .isInstanceOfSatisfying(
            LiveSdpException.class, e -> assertThat(e.line()).contains("MPEG4-GENERIC"))
        .hasMessageContaining("AAC")
        .hasMessageContaining("Opus");
  }

  @Test
  void whatCannotBeReceivedIsNamed() {
    assertThatThrownBy(() -> LiveSdp.parse("no sdp")).isInstanceOf(LiveSdpException.class);
    assertThatThrownBy(() -> LiveSdp.parse(HEAD + "t=0 0\r\n"))
        .hasMessageContaining("neither picture nor sound");
    assertThatThrownBy(() -> LiveSdp.parse(FFMPEG.replace("RTP/AVP 96", "RTP/SAVP 96")))
        .hasMessageContaining("RTP/AVP");
    assertThatThrownBy(() -> LiveSdp.parse(FFMPEG.replace("a=rtpmap:96 H264/90000\r\n", "")))
        .hasMessageContaining("a=rtpmap");
    assertThatThrownBy(() -> LiveSdp.parse(FFMPEG.replace("Z0LAHtkA2D3n", "???")))
        .hasMessageContaining("base64");
    assertThatThrownBy(() -> LiveSdp.parse(FFMPEG.replaceAll("c=IN IP4 239.255.34.1/1\r\n", "")))
        .hasMessageContaining("c=");
  }

  @Test
  void noTextMakesItThrowAnythingElse() {
    byte[][] seeds = {FFMPEG.getBytes(StandardCharsets.UTF_8)};
    Fuzz.run(
        5,
        seeds,
        (input, length, random) -> {
          try {
            LiveSdp.parse(new String(input, 0, length, StandardCharsets.ISO_8859_1));
          } catch (LiveSdpException e) {
            assertThat(e.getMessage()).isNotEmpty();
          }
        });
  }
}
