/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportAttributesTest {
  private static final String PAIRS = "AB:".repeat(31) + "CD";

  @Test
  void readsIceOfASection() throws SdpException {
    SessionDescription offer = SdpParser.parse(Samples.BROWSER_OFFER);
    IceParameters ice = IceParameters.of(offer, offer.media().get(0)).orElseThrow();
    assertThat(ice.ufrag()).isEqualTo("Zt9q");
    assertThat(ice.pwd()).isEqualTo("S3ZDtVtJzkV4kMdNwCFuyq8b");
    assertThat(ice.options()).containsExactly("trickle");
    assertThat(ice.candidates()).isEmpty();
    assertThat(ice.lite()).isFalse();
  }

  @Test
  void inheritsIceAndFingerprintFromTheSession() throws SdpException {
    SessionDescription session =
        base()
            .with(Attribute.property("ice-lite"))
            .with(new Attribute("ice-ufrag", "abcd"))
            .with(new Attribute("ice-pwd", "0123456789012345678901"))
            .with(
                new Attribute(
                    "fingerprint", "SHA-256 " + PAIRS.toLowerCase(java.util.Locale.ROOT)));
    MediaDescription section = session.media().get(0);
    assertThat(IceParameters.of(session, section).orElseThrow().lite()).isTrue();
    assertThat(Fingerprint.of(session, section)).contains(new Fingerprint("sha-256", PAIRS));
  }

  @Test
  void aSectionWithoutIceHasNone() throws SdpException {
    SessionDescription session = base();
    assertThat(IceParameters.of(session, session.media().get(0))).isEmpty();
    assertThat(Fingerprint.of(session, session.media().get(0))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "ab cd", "abc\u00e9", ""})
  void aBadUserFragmentIsNamed(String ufrag) {
    SessionDescription session =
        base()
            .with(new Attribute("ice-ufrag", ufrag))
            .with(new Attribute("ice-pwd", "p".repeat(22)));
    SdpException e =
        catchThrowableOfType(
            SdpException.class, () -> IceParameters.of(session, session.media().get(0)));
    assertThat(e.line()).startsWith("a=ice-ufrag:");
  }

  @Test
  void aMissingPasswordIsNamed() {
    SessionDescription session = base().with(new Attribute("ice-ufrag", "abcd"));
    SdpException e =
        catchThrowableOfType(
            SdpException.class, () -> IceParameters.of(session, session.media().get(0)));
    assertThat(e.line()).isEqualTo("a=ice-pwd:");
  }

  @Test
  void prefersSha256() throws SdpException {
    MediaDescription section =
        base()
            .media()
            .get(0)
            .with(new Attribute("fingerprint", "sha-1 AA:BB"))
            .with(new Attribute("fingerprint", "sha-256 " + PAIRS))
            .with(new Attribute("fingerprint", "sha-512 AA:BB"));
    assertThat(Fingerprint.of(base(), section).orElseThrow().algorithm()).isEqualTo("sha-256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sha-256", "sha-256 AB", "sha-256 AB:CG", "sha-256 AB:", "AB:CD", "sha-1 A"})
  void refusesBrokenFingerprints(String text) {
    assertThatExceptionOfType(SdpException.class).isThrownBy(() -> Fingerprint.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "96",
        "96 H264",
        "128 H264/90000",
        "96 H264/x",
        "96 H264/90000/2/3",
        "x H264/9",
        "96 /9"
      })
  void refusesBrokenRtpMaps(String text) {
    assertThatExceptionOfType(SdpException.class).isThrownBy(() -> RtpMap.parse(text));
  }

  private static SessionDescription base() {
    return SessionDescription.of(new Origin("-", "1", "1", "IN", "IP4", "192.0.2.1"))
        .with(MediaDescription.of("video", 9, "UDP/TLS/RTP/SAVPF", "96"));
  }
}
