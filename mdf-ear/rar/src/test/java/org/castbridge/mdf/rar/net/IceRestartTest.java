/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.castbridge.mdf.rar.MediaException;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;
import org.junit.jupiter.api.Test;

class IceRestartTest {
  private static final Fingerprint CERTIFICATE =
      new Fingerprint("sha-256", "AB:" + "CD:".repeat(30) + "EF");
  private static final String ANSWER =
      "v=0\r\no=- 42 1 IN IP4 192.0.2.1\r\na=ice-lite\r\nm=video 20100 UDP/TLS/RTP/SAVPF 102\r\n"
          + "a=ice-ufrag:ours\r\na=ice-pwd:0123456789012345678901\r\na=rtpmap:102 H264/90000\r\n"
          + "m=audio 20100 UDP/TLS/RTP/SAVPF 111\r\n"
          + "a=ice-ufrag:ours\r\na=ice-pwd:0123456789012345678901\r\na=rtpmap:111 opus/48000/2\r\n";
  private static final String OFFER =
      "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102 96\r\na=ice-ufrag:newu\r\n"
          + "a=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 "
          + CERTIFICATE.value()
          + "\r\na=rtpmap:102 H264/90000\r\na=rtpmap:96 VP8/90000\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n";

  @Test
  void theNewNamesAreRead() throws MediaException {
    IceRestart restart = IceRestart.of(OFFER, ANSWER, CERTIFICATE);
    assertThat(restart.remote()).isEqualTo(new IceCredentials("newu", "abcdefghijklmnopqrstuv"));
    assertThat(
            IceRestart.of(
                "a=ice-ufrag:newu\r\na=ice-pwd:abcdefghijklmnopqrstuv", ANSWER, CERTIFICATE))
        .isEqualTo(restart);
  }

  @Test
  void theAnswerDiffersInNamesAndVersionOnly() {
    IceCredentials fresh = new IceCredentials("fresh", "zyxwvutsrqponmlkjihgfedc");
    assertThat(IceRestart.answer(ANSWER, fresh))
        .isEqualTo(
            ANSWER
                .replace("o=- 42 1 ", "o=- 42 2 ")
                .replace("a=ice-ufrag:ours", "a=ice-ufrag:fresh")
                .replace("0123456789012345678901", fresh.pwd()));
  }

  /** An offer that changes codecs in mid-session. */
  @Test
  void nothingElseMayChange() {
    assertThatThrownBy(
            () -> IceRestart.of(OFFER.replace("102 H264", "102 VP9"), ANSWER, CERTIFICATE))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(MediaException.Kind.BAD_OFFER);
              assertThat(e.line()).isEqualTo("a=rtpmap:102 H264/90000");
            });
    assertThatThrownBy(() -> IceRestart.of(OFFER.replace("AB:CD", "00:00"), ANSWER, CERTIFICATE))
        .hasMessageContaining("certificate");
    assertThatThrownBy(() -> IceRestart.of("a=mid:0\r\n", ANSWER, CERTIFICATE))
        .hasMessageContaining("a=ice-pwd");
    assertThatThrownBy(
            () -> IceRestart.of("a=ice-ufrag:newu\r\na=ice-pwd:short\r\n", ANSWER, CERTIFICATE))
        .hasMessageContaining("pwd");
  }
}
