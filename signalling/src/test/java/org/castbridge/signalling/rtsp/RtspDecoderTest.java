/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.castbridge.signalling.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtspDecoderTest {
  private static final String PLAY =
      "PLAY rtsp://127.0.0.1:8554/cod/harbour RTSP/1.0\r\nCSeq: 2\r\nSession: s1;timeout=60\r\n"
          + "Range: npt=12.5-\r\nScale: 1.0\r\n\r\n";
  private static final String POSITION =
      "RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Type: text/parameters\r\nContent-Length: 16\r\n\r\n"
          + "position: 12.5\r\n";

  private final RtspDecoder decoder = new RtspDecoder();

  @Test
  void readsARequest() throws RtspException {
    RtspRequest request = (RtspRequest) only(PLAY);
    assertThat(request.method()).isEqualTo(RtspRequest.PLAY);
    assertThat(request.uri()).isEqualTo("rtsp://127.0.0.1:8554/cod/harbour");
    assertThat(request.cseq()).isEqualTo(2);
    assertThat(request.session()).contains("s1");
    assertThat(request.range()).contains(NptRange.from(12.5));
    assertThat(request.scale()).contains(1.0);
  }

  @Test
  void readsAResponseWithABody() throws RtspException {
    RtspResponse response = (RtspResponse) only(POSITION);
    assertThat(response.isSuccess()).isTrue();
    assertThat(TextParameters.parse(response.body()).values()).containsEntry("position", "12.5");
  }

  @Test
  void aResponseMayLackItsSequenceNumber() throws RtspException {
    assertThat(only("RTSP/1.0 400 Bad Request\r\n\r\n").cseq()).isEqualTo(-1);
  }

  @Test
  void readsMessagesByteByByte() throws RtspException {
    List<RtspMessage> messages = new ArrayList<>();
    for (byte one : ("\r\n\r\n" + PLAY + POSITION + PLAY).getBytes(StandardCharsets.UTF_8)) {
      decoder.feed(ByteBuffer.wrap(new byte[] {one}));
      decoder.poll().ifPresent(messages::add);
    }
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0)).isEqualTo(messages.get(2));
  }

  @Test
  void readsSeveralMessagesAtOnceAndFoldedLines() throws RtspException {
    feed(PLAY + "OPTIONS * RTSP/1.0\nCSeq:\n 7\n\n");
    assertThat(decoder.poll()).isPresent();
    assertThat(decoder.poll().orElseThrow().cseq()).isEqualTo(7);
    assertThat(decoder.poll()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PLAY x RTSP/2.0~CSeq: 4~~     | 505 | 4
          PLAY RTSP/1.0~CSeq: 4~~       | 400 | 4
          GET / HTTP/1.1~CSeq: 4~~      | 400 | 4
          PLAY x RTSP/1.0~~             | 400 | -1
          PLAY x RTSP/1.0~CSeq: -1~~    | 400 | -1
          PLAY x RTSP/1.0~CSeq: 9999999999~~ | 400 | -1
          RTSP/1.0 999 Odd~CSeq: 4~~    | 400 | 4
          """)
  void aWrongMessageIsTakenOutAndReadingGoesOn(String text, int status, long cseq)
      throws RtspException {
    feed(text.replace("~", "\r\n") + PLAY);
    RtspException e = catchThrowableOfType(RtspException.class, decoder::poll);
    assertThat(e.status().code()).isEqualTo(status);
    assertThat(e.cseq()).isEqualTo(cseq);
    assertThat(e.isFatal()).isFalse();
    assertThat(decoder.poll()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PLAY x RTSP/1.0~no colon~~                                        | 400
          PLAY x RTSP/1.0~bad name: 1~~                                     | 400
          PLAY x RTSP/1.0~Content-Length: x~~                               | 400
          PLAY x RTSP/1.0~Content-Length: -1~~                              | 400
          PLAY x RTSP/1.0~Content-Length: 1~Content-Length: 2~~             | 400
          PLAY x RTSP/1.0~CSeq: 1~Content-Length: 99999999~~                | 413
          """)
  void lostBoundsEndTheConnection(String text, int status) throws RtspException {
    feed(text.replace("~", "\r\n") + PLAY);
    RtspException e = catchThrowableOfType(RtspException.class, decoder::poll);
    assertThat(e.status().code()).isEqualTo(status);
    assertThat(e.isFatal()).isTrue();
    feed(PLAY);
    assertThat(decoder.poll()).isEmpty();
  }

  @Test
  void endlessHeadersEndTheConnection() {
    feed("PLAY x RTSP/1.0\r\n" + "X: y\r\n".repeat(RtspDecoder.MAX_HEAD / 6));
    RtspException e = catchThrowableOfType(RtspException.class, decoder::poll);
    assertThat(e.isFatal()).isTrue();
  }

  @Test
  void aBodyThatIsNotUtf8IsRefusedAlone() throws RtspException {
    feed("SET_PARAMETER x RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 1\r\n\r\n");
    decoder.feed(ByteBuffer.wrap(new byte[] {(byte) 0xff}));
    feed(PLAY);
    assertThat(catchThrowableOfType(RtspException.class, decoder::poll).cseq()).isEqualTo(1);
    assertThat(decoder.poll()).isPresent();
  }

  @Test
  void damagedTextThrowsOnlyItsTypedException() {
    Random random = new Random(2326);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      RtspDecoder fresh = new RtspDecoder();
      fresh.feed(bytes(Mutations.damage(PLAY + POSITION, random)));
      drain(fresh);
    }
  }

  private static void drain(RtspDecoder decoder) {
    for (int i = 0; i < 50; i++) {
      try {
        Optional<RtspMessage> message = decoder.poll();
        if (message.isEmpty()) {
          return;
        }
        readEverything(message.get());
      } catch (RtspException e) {
        assertThat(e.status()).isNotNull();
      }
    }
  }

  private static void readEverything(RtspMessage message) throws RtspException {
    message.session();
    Notice.of(message);
    assertThat(RtspEncoder.encode(message).hasRemaining()).isTrue();
    message.range();
    message.scale();
    TextParameters.parse(message.body());
  }

  @Property(tries = 300)
  void anyMessageSurvivesWritingAndReadingInAnyPieces(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String method,
      @ForAll @IntRange(min = 0) int cseq,
      @ForAll @StringLength(max = 50) String body,
      @ForAll @IntRange(min = 1, max = 40) int piece)
      throws RtspException {
    String encodable = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    RtspRequest request =
        RtspRequest.of(method, "rtsp://x/" + method, cseq).withBody("text/plain", encodable);
    ByteBuffer all = RtspEncoder.encode(request);
    RtspDecoder fresh = new RtspDecoder();
    while (all.hasRemaining()) {
      assertThat(fresh.poll()).isEmpty();
      ByteBuffer part = all.slice(all.position(), Math.min(piece, all.remaining()));
      all.position(all.position() + part.remaining());
      fresh.feed(part);
    }
    assertThat(fresh.poll()).contains(request);
  }

  private RtspMessage only(String text) throws RtspException {
    feed(text);
    RtspMessage message = decoder.poll().orElseThrow();
    assertThat(decoder.poll()).isEmpty();
    return message;
  }

  private void feed(String text) {
    decoder.feed(bytes(text));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
