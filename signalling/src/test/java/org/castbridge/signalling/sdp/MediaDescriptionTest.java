/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaDescriptionTest {
  private final MediaDescription video =
      MediaDescription.of("video", 9, "UDP/TLS/RTP/SAVPF", "96")
          .with(new Attribute("mid", "0"))
          .with(Attribute.property("sendrecv"));

  @Test
  void bandwidthGoesBetweenConnectionAndAttributes() {
    MediaDescription changed =
        video.with(Connection.of("2001:db8::1").line()).with(new Bandwidth("AS", 4000).line());
    assertThat(changed)
        .hasToString(
            "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP6 2001:db8::1\r\nb=AS:4000\r\n"
                + "a=mid:0\r\na=sendrecv\r\n");
    assertThat(changed.bandwidth("AS")).contains(new Bandwidth("AS", 4000));
    assertThat(changed.bandwidth("TIAS")).isEmpty();
  }

  @Test
  void aNewDirectionReplacesTheOld() {
    assertThat(video.withDirection(Direction.RECVONLY).attributes())
        .containsExactly(new Attribute("mid", "0"), Attribute.property("recvonly"));
  }

  @Test
  void directionIsInherited() {
    SessionDescription session =
        SessionDescription.of(new Origin("-", "1", "1", "IN", "IP4", "192.0.2.1"))
            .with(Attribute.property("inactive"))
            .with(video.withoutAttributes("sendrecv"::equals));
    assertThat(session.direction(session.media().get(0))).isEqualTo(Direction.INACTIVE);
  }

  @Test
  void formatParametersOfSeveralLinesAreOne() throws SdpException {
    MediaDescription media =
        video
            .with(new Attribute("fmtp", "96 a=1; b = 2 ;c"))
            .with(new Attribute("fmtp", "96 d=4;a=5"));
    Fmtp fmtp = media.fmtp("96");
    assertThat(fmtp.parameters().get("a")).containsExactly("1", "5");
    assertThat(fmtp.first("B")).contains("2");
    assertThat(fmtp.first("c")).contains("");
    assertThat(fmtp.first("e")).isEmpty();
    assertThat(fmtp.attribute()).hasToString("a=fmtp:96 a=1;a=5;b=2;c;d=4");
  }

  @Test
  void refusesWhatCannotBeWritten() {
    assertThatThrownBy(() -> MediaDescription.of("video", 9, "RTP/AVP", "9 6"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Attribute("mid", "0\r\na=evil"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> video.withFormats(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusedSectionIsNotActiveButABundledOneIs() {
    assertThat(video.isActive()).isTrue();
    assertThat(video.withPort(0).isActive()).isFalse();
    assertThat(video.withPort(0).with(Attribute.property("bundle-only")).isActive()).isTrue();
  }
}
