/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.ice.IceCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All formats are agreed on at once, so that a later rendition needs no new offer. */
class FormatsTest {
  private static final String FLEXFEC =
      "a=rtpmap:114 flexfec-03/90000\na=fmtp:114 repair-window=10000000\n";
  private final MediaNegotiator negotiator = new MediaNegotiator(new Random(1));

  @ParameterizedTest
  @CsvSource({
    "VP8, '', 96, 97",
    "VP9, profile-id=0, 98, 99",
    "VP9, profile-id=2, 0, 0",
    "AV1, profile=0;level-idx=5;tier=0, 45, 46",
    "AV1, profile=0;level-idx=12;tier=0, 45, 46",
    "AV1, profile=1;level-idx=5;tier=0, 0, 0",
    "AV1, profile=0;level-idx=5;tier=1, 0, 0",
    "H264, profile-level-id=42e01f, 106, 107",
    "H264, profile-level-id=640028, 127, 125",
    "H264, profile-level-id=f4001f, 127, 125",
    "H264, profile-level-id=7a001f, 0, 0",
    "H265, profile-id=1;level-id=93;tier-flag=0, 0, 0",
  })
  void anyRenditionFindsItsFormat(Codec codec, String profile, int payloadType, int rtx)
      throws Exception {
    Negotiated n = negotiate(Offers.chromium(), Offers.H264_FILM);
    NegotiatedFormat format = n.video().formatFor(video(codec, profile, 0));
    if (payloadType == 0) {
      assertThat(format).isNull();
      return;
    }
    assertThat(format.payloadType()).isEqualTo(payloadType);
    assertThat(format.rtxPayloadType()).isEqualTo(rtx);
    assertThat(n.answerSdp()).contains("a=fmtp:" + rtx + " apt=" + payloadType + "\r\n");
  }

  @Test
  void theAssetsFormatIsPreferred() throws Exception {
    assertThat(negotiate(Offers.chromium(), film(video(Codec.AV1, "profile=0", 0))).answerSdp())
        .contains("m=video 20100 UDP/TLS/RTP/SAVPF 45 46 96 97 ");
    FilmInfo renditions = film(video(Codec.VP9, "profile-id=2", 0), video(Codec.VP8, "", 0));
    Negotiated n = negotiate(Offers.chromium(), renditions);
    assertThat(n.video().preferred().payloadType()).as("the first that fits").isEqualTo(96);
  }

  @Test
  void modeZeroTakesSmallNalUnitsOnly() throws Exception {
    String offer = Offers.chromium().replace("packetization-mode=1", "packetization-mode=0");
    String high = "profile-level-id=42e01f";
    NegotiatedFormat format =
        negotiate(offer, film(video(Codec.H264, high, 1150))).video().preferred();
    assertThat(format.packetizationMode()).isZero();
    assertThat(format.codec()).isEqualTo(Codec.H264);
    for (int maxNal : new int[] {0, 1151}) {
      assertThat(refused(offer, film(video(Codec.H264, high, maxNal))).kind())
          .isEqualTo(NegotiationException.Kind.NO_COMMON_CODEC);
    }
    NegotiatedFormat one =
        negotiate(Offers.chromium(), film(video(Codec.H264, high, 900))).video().preferred();
    assertThat(one.packetizationMode()).as("mode 1 is better where it is offered").isEqualTo(1);
  }

  @Test
  void aLevelIsExceededOnlyIfTheReceiverIsAsymmetric() throws Exception {
    FilmInfo film = film(video(Codec.H264, "profile-level-id=42e028", 0));
    negotiate(Offers.chromium(), film);
    String strict = Offers.chromium().replace("level-asymmetry-allowed=1;", "");
    assertThat(refused(strict, film)).hasMessageContaining("42e028");
    negotiate(strict, film(video(Codec.H264, "profile-level-id=42e01e", 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "profile-id=1;tier-flag=0;level-id=93, true",
    "profile-id=1;tier-flag=0;level-id=120, true",
    "profile-id=1;tier-flag=0;level-id=150, false",
    "profile-id=1;tier-flag=1;level-id=93, false",
    "profile-id=2;tier-flag=0;level-id=93, false",
  })
  void h265KeepsToTheLevel(String profile, boolean fits) throws Exception {
    String offer =
        Offers.chromium()
            .replace("a=rtpmap:98 VP9", "a=rtpmap:98 H265")
            .replace("a=fmtp:98 profile-id=0", "a=fmtp:98 level-id=120;profile-id=1;tier-flag=0");
    Negotiated n = negotiate(offer, Offers.VP8_FILM);
    assertThat(n.video().formatFor(video(Codec.H265, profile, 0)) != null).isEqualTo(fits);
  }

  @Test
  void main10ReceiversPlayMain() throws Exception {
    String offer =
        Offers.chromium()
            .replace("a=rtpmap:98 VP9", "a=rtpmap:98 H265")
            .replace("a=fmtp:98 profile-id=0", "a=fmtp:98 profile-id=2;max-recv-level-id=153");
    Negotiated n = negotiate(offer, Offers.VP8_FILM);
    assertThat(n.video().formatFor(video(Codec.H265, "profile-id=1;level-id=150", 0))).isNotNull();
  }

  @Test
  void flexfecHasAStreamOfItsOwn() throws Exception {
    String offer = Offers.chromium().replace("a=rtpmap:114 red/90000\n", FLEXFEC);
    Negotiated n = negotiate(offer, Offers.VP8_FILM);
    assertThat(n.video().flexfecPayloadType()).isEqualTo(114);
    assertThat(n.answerSdp())
        .contains(
            "a=rtpmap:114 flexfec-03/90000\r\na=fmtp:114 repair-window=10000000\r\n",
            "a=ssrc-group:FEC-FR "
                + Integer.toUnsignedString(n.video().ssrc())
                + " "
                + Integer.toUnsignedString(n.video().flexfecSsrc())
                + "\r\n");
    Negotiated without = negotiate(Offers.firefox(), Offers.VP8_FILM);
    assertThat(without.video().protection()).isEqualTo(Protection.NONE);
    assertThat(without.answerSdp()).doesNotContain("FEC-FR", "ulpfec", "red/");
  }

  @Test
  void redIsForOpusAndOnlyIfOffered() throws Exception {
    assertThat(negotiate(Offers.chromium(), Offers.VP8_FILM).audio().redPayloadType())
        .isEqualTo(63);
    Negotiated other =
        negotiate(Offers.chromium().replace("a=fmtp:63 111/111", "a=fmtp:63 0/0"), Offers.VP8_FILM);
    assertThat(other.audio().redPayloadType()).isZero();
    assertThat(negotiate(Offers.firefox(), Offers.VP8_FILM).audio().redPayloadType()).isZero();
  }

  @Test
  void stereoIsAnnouncedForStereoOnly() throws Exception {
    FilmInfo.Video video = video(Codec.VP8, "", 0);
    FilmInfo mono = new FilmInfo("x", 1, video, new FilmInfo.Audio(Codec.OPUS, 1, "de"));
    assertThat(negotiate(Offers.chromium(), mono).answerSdp()).doesNotContain("sprop-stereo");
    FilmInfo stereo = new FilmInfo("x", 1, video, new FilmInfo.Audio(Codec.OPUS, 2, "de"));
    String plain = Offers.chromium().replace("stereo=1;", "");
    assertThat(negotiate(plain, stereo).answerSdp())
        .contains("a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1\r\n");
  }

  @Test
  void transportCcOnRequestOnly() throws Exception {
    assertThat(negotiate(Offers.chromium(), Offers.VP8_FILM).answerSdp())
        .doesNotContain("transport-cc", "transport-wide");
    Negotiated n =
        new MediaNegotiator(new Random(1), true)
            .negotiate(Offers.chromium(), Offers.VP8_FILM, Offers.local());
    assertThat(n.video().transportCcExtensionId()).isEqualTo(4);
    assertThat(n.answerSdp()).contains("a=rtcp-fb:96 transport-cc\r\n", "a=rtcp-fb:111 transport");
    assertThat(n.video().absSendTimeExtensionId()).isEqualTo(2);
    assertThat(n.video().playoutDelayExtensionId()).isEqualTo(5);
    assertThat(n.audio().playoutDelayExtensionId()).isZero();
  }

  @Test
  void aRestartKeepsEverythingButTheCredentials() throws Exception {
    Negotiated first = negotiate(Offers.chromium(), Offers.H264_FILM);
    String offer = Offers.chromium().replace("a=ice-ufrag:Xk3p", "a=ice-ufrag:next");
    LocalTransport local =
        new LocalTransport(
            new IceCredentials("local2nd", "localpasswordlocalpassword"),
            Offers.local().fingerprint(),
            Offers.local().addresses());
    Negotiated second = negotiator.restart(first, offer, local);
    assertThat(second.remoteIce().ufrag()).isEqualTo("next");
    assertThat(second.video()).isEqualTo(first.video());
    assertThat(second.audio()).isEqualTo(first.audio());
    assertThat(second.answerSdp().replaceFirst(" 2 IN ", " 1 IN "))
        .isEqualTo(first.answerSdp().replace("localfrg", "local2nd"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=rtpmap:98 VP9 | a=rtpmap:98 H265 | payload type 98, which is VP9",
        "SAVPF 96 97 98 99 102 103 | SAVPF 96 97 102 103 | payload type 98, which is VP9",
        "a=fmtp:98 profile-id=0 | a=fmtp:98 profile-id=2 | payload type 98",
        "a=fmtp:107 apt=106 | a=fmtp:107 apt=104 | payload type 106",
        "a=rtpmap:63 red/48000/2 | a=rtpmap:63 CN/48000/2 | protection formats",
        "a=extmap:9 urn | a=extmap:8 urn | header extensions",
        "a=mid:0 | a=mid:7 | drops a=mid:0",
        "a=fingerprint:sha-256 7A | a=fingerprint:sha-256 7B | certificate",
      })
  void anOfferThatChangesCodecsInMidSessionIsRefused(String was, String is, String message)
      throws Exception {
    Negotiated first = negotiate(Offers.chromium(), Offers.H264_FILM);
    NegotiationException e =
        catchThrowableOfType(
            NegotiationException.class,
            () -> negotiator.restart(first, Offers.chromium().replace(was, is), Offers.local()));
    assertThat(e).isNotNull();
    assertThat(e.kind()).isEqualTo(NegotiationException.Kind.BAD_OFFER);
    assertThat(e).hasMessageContaining(message).hasMessageContaining("mid-session");
  }

  private Negotiated negotiate(String offer, FilmInfo film) throws NegotiationException {
    return negotiator.negotiate(offer, film, Offers.local());
  }

  private NegotiationException refused(String offer, FilmInfo film) {
    NegotiationException e =
        catchThrowableOfType(NegotiationException.class, () -> negotiate(offer, film));
    assertThat(e).isNotNull();
    return e;
  }

  private static FilmInfo.Video video(Codec codec, String profile, int maxNal) {
    return new FilmInfo.Video(codec, profile, 1280, 720, 25, 0, maxNal, List.of());
  }

  private static FilmInfo film(FilmInfo.Video... renditions) {
    return new FilmInfo(
        "x", 1_000_000, List.of(renditions), List.of(new FilmInfo.Audio(Codec.OPUS, 2, null)));
  }
}
