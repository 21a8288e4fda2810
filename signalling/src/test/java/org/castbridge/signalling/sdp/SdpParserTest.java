/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpParserTest {
  private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

  @Test
  void writesWhatItRead() throws SdpException {
    assertThat(SdpParser.parse(Samples.BROWSER_OFFER)).hasToString(Samples.BROWSER_OFFER);
    assertThat(SdpParser.parse(Samples.IMS_ANSWER)).hasToString(Samples.IMS_ANSWER);
  }

  @Test
  void takesBareLineFeedsAndWritesCrLf() throws SdpException {
    String bare = Samples.BROWSER_OFFER.replace("\r\n", "\n");
    assertThat(SdpParser.parse(bare)).hasToString(Samples.BROWSER_OFFER);
  }

  @Test
  void readsTheFieldsOfAnOffer() throws SdpException {
    SessionDescription offer = SdpParser.parse(Samples.BROWSER_OFFER);
    assertThat(offer.origin().orElseThrow().sessionId()).isEqualTo("4611731400430051336");
    assertThat(offer.attribute("group")).contains("BUNDLE 0 1");
    assertThat(offer.media()).extracting(MediaDescription::media).containsExactly("video", "audio");
    MediaDescription video = offer.media().get(0);
    assertThat(video.port()).isEqualTo(9);
    assertThat(video.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
    assertThat(video.formats()).containsExactly("96", "97");
    assertThat(offer.direction(video)).isEqualTo(Direction.RECVONLY);
    assertThat(offer.connection(video).orElseThrow().address()).isEqualTo("0.0.0.0");
    assertThat(video.hasAttribute("rtcp-mux")).isTrue();
    assertThat(video.rtpMaps().get(96)).isEqualTo(new RtpMap(96, "H264", 90000, 1));
    assertThat(offer.media().get(1).rtpMaps().get(111))
        .isEqualTo(new RtpMap(111, "opus", 48000, 2));
    assertThat(video.fmtp("96").first("profile-level-id")).contains("42e01f");
  }

  @Test
  void keepsLinesItDoesNotKnowInPlace() throws SdpException {
    String text = HEAD + "x=what is this\r\nm=audio 9 RTP/AVP 0\r\nq=nor this\r\na=x-thing:1 2\r\n";
    assertThat(SdpParser.parse(text)).hasToString(text);
  }

  @Test
  void readsPortCounts() throws SdpException {
    MediaDescription media = SdpParser.parse(HEAD + "m=video 5000/2 RTP/AVP 33\r\n").media().get(0);
    assertThat(media.portCount()).isEqualTo(2);
    assertThat(media.line()).hasToString("m=video 5000/2 RTP/AVP 33");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m=video 9 UDP/TLS/RTP/SAVPF     | m= needs
          m=video 65536 RTP/AVP 96        | port
          m=video -1 RTP/AVP 96           | port
          m=video 9/0 RTP/AVP 96          | port
          m=video x RTP/AVP 96            | port
          m=vi/deo 9 RTP/AVP 96           | m= needs
          a=                              | needs a name
          a=:x                            | needs a name
          b=AS:fast                       | b= needs
          b=4000                          | b= needs
          c=IN IP4                        | c= needs
          o=- 1 1 IN IP4                  | only once
          v=0                             | only once
          ab                              | <type>=<value>
          A=upper                         | lower-case
          """)
  void namesTheLineThatIsWrong(String line, String message) {
    SdpException e =
        catchThrowableOfType(SdpException.class, () -> SdpParser.parse(HEAD + line + "\r\n"));
    assertThat(e).isNotNull();
    assertThat(e.line()).isEqualTo(line);
    assertThat(e.number()).isEqualTo(5);
    assertThat(e).hasMessageContaining(message);
  }

  @Test
  void sessionLinesBehindMediaAreRefused() {
    SdpException e =
        catchThrowableOfType(
            SdpException.class, () -> SdpParser.parse(HEAD + "m=audio 9 RTP/AVP 0\r\nt=0 0\r\n"));
    assertThat(e.number()).isEqualTo(6);
    assertThat(e).hasMessageContaining("before the first m=");
  }

  @Test
  void missingLinesAreNamed() {
    for (String text :
        List.of("", "   ", "v=0\r\n", "v=0\r\no=- 1 1 IN IP4 x\r\n", "s=-\r\nv=0\r\n")) {
      assertThat(catchThrowableOfType(SdpException.class, () -> SdpParser.parse(text)))
          .as(text)
          .isNotNull();
    }
  }

  @Test
  void tooMuchIsRefused() {
    String lines = HEAD + "a=x\r\n".repeat(SdpParser.MAX_LINES);
    String media = HEAD + "m=audio 9 RTP/AVP 0\r\n".repeat(SdpParser.MAX_MEDIA + 1);
    String length = HEAD + "a=x:" + "y".repeat(SdpParser.MAX_LENGTH);
    for (String text : List.of(lines, media, length)) {
      SdpException e = catchThrowableOfType(SdpException.class, () -> SdpParser.parse(text));
      assertThat(e).isNotNull();
      assertThat(e).hasMessageContaining("than");
    }
  }

  @Test
  void theOffendingLineIsSafeToShow() {
    String evil = "zz\u0007\u00e9" + "y".repeat(500);
    SdpException e = catchThrowableOfType(SdpException.class, () -> SdpParser.parse(HEAD + evil));
    assertThat(e.line()).startsWith("zz??y").hasSizeLessThan(130).matches("[\\x20-\\x7e]*");
  }

  @Test
  void damagedTextThrowsOnlyItsTypedException() {
    Random random = new Random(4566);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      String sample = i % 2 == 0 ? Samples.BROWSER_OFFER : Samples.IMS_ANSWER;
      String text = Mutations.damage(sample, random);
      try {
        readEverything(SdpParser.parse(text));
      } catch (SdpException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  private static void readEverything(SessionDescription session) throws SdpException {
    assertThat(SdpParser.parse(session.toString())).isEqualTo(session);
    session.origin();
    session.bandwidth("AS");
    IptvRtsp.split(session);
    for (MediaDescription media : session.media()) {
      session.connection(media);
      session.direction(media);
      media.bandwidth("AS");
      media.rtpMaps();
      media.fmtp("96");
      IceParameters.of(session, media);
      Fingerprint.of(session, media);
    }
  }

  @Property(tries = 300)
  void anyDescriptionSurvivesWritingAndReading(@ForAll("descriptions") SessionDescription session)
      throws SdpException {
    assertThat(SdpParser.parse(session.toString())).isEqualTo(session);
  }

  @Provide
  Arbitrary<SessionDescription> descriptions() {
    return media()
        .list()
        .ofMaxSize(5)
        .flatMap(media -> lines().map(lines -> describe(media, lines)));
  }

  private static SessionDescription describe(List<MediaDescription> media, List<SdpLine> lines) {
    SessionDescription session =
        SessionDescription.of(new Origin("-", "1", "2", "IN", "IP4", "192.0.2.1")).withMedia(media);
    for (SdpLine line : lines) {
      session = session.with(line);
    }
    return session;
  }

  private static Arbitrary<MediaDescription> media() {
    Arbitrary<String> kinds = Arbitraries.of("audio", "video", "application", "x-kind");
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65535);
    Arbitrary<String> protocols = Arbitraries.of("RTP/AVP", "UDP/TLS/RTP/SAVPF", "TCP", "TCP/TLS");
    Arbitrary<List<String>> formats = token().list().ofMinSize(1).ofMaxSize(6);
    return Combinators.combine(
            kinds, ports, Arbitraries.integers().between(1, 9), protocols, formats, lines())
        .as(MediaDescription::new);
  }

  private static Arbitrary<List<SdpLine>> lines() {
    Arbitrary<SdpLine> attributes =
        Combinators.combine(token(), text())
            .as((name, value) -> new Attribute(name, value.isEmpty() ? null : value).line());
    Arbitrary<SdpLine> unknown =
        Combinators.combine(Arbitraries.chars().with("dfghijklnpqwxy"), text()).as(SdpLine::new);
    Arbitrary<SdpLine> bandwidth =
        Arbitraries.longs().between(0, 1_000_000).map(value -> new Bandwidth("AS", value).line());
    return Arbitraries.oneOf(List.of(attributes, unknown, bandwidth)).list().ofMaxSize(12);
  }

  private static Arbitrary<String> token() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .numeric()
        .withChars("-_.+*")
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withCharRange(' ', '\u017f')
        .excludeChars('\u0085')
        .ofMaxLength(40);
  }
}
