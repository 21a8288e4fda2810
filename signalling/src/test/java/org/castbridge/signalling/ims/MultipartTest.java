/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.castbridge.signalling.Mutations;
import org.castbridge.signalling.ims.Multipart.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartTest {
  private static final Multipart BODY =
      new Multipart(
          List.of(
              new Part("application/sdp", "v=0\r\ns=-\r\n"),
              new Part("application/vnd.etsi.iptvcommand+xml", "<a/>\r\n")));

  @Test
  void survivesWritingAndReading() throws MultipartException {
    assertThat(Multipart.is(BODY.contentType())).isTrue();
    assertThat(Multipart.parse(BODY.contentType(), BODY.toString().getBytes(UTF_8)))
        .isEqualTo(BODY);
    assertThat(BODY.first("application/sdp")).contains("v=0\r\ns=-\r\n");
    assertThat(BODY.first("text/html")).isEmpty();
  }

  @Test
  void readsWhatOthersWrite() throws MultipartException {
    String body =
        "a preamble\n--b 1\ncontent-id: <x>\nCONTENT-TYPE: Application/SDP;charset=utf-8\n\nv=0\n"
            + "--b 1\n\nbare\n--b 1--\nan epilogue";
    Multipart read =
        Multipart.parse("Multipart/Mixed; BOUNDARY = \"b 1\"; x=y", body.getBytes(UTF_8));
    assertThat(read.parts())
        .containsExactly(
            new Part("application/sdp", "v=0\r\n"), new Part("text/plain", "bare\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multipart/related              | --x--       | boundary
          application/sdp;boundary=x     | --x--       | boundary
          multipart/related;boundary=x   | --x--       | part
          multipart/related;boundary=x   | --x         | end
          multipart/related;boundary=x   | nothing     | end
          """)
  void wrongBodiesAreNamed(String type, String body, String message) {
    assertThatThrownBy(() -> Multipart.parse(type, body.getBytes(UTF_8)))
        .isInstanceOf(MultipartException.class)
        .hasMessageContaining(message);
  }

  @Test
  void partsWithoutNumberAreRefused() {
    String body = "--x\r\n".repeat(10_000) + "--x--";
    assertThatThrownBy(() -> Multipart.parse("multipart/mixed;boundary=x", body.getBytes(UTF_8)))
        .isInstanceOf(MultipartException.class)
        .hasMessageContaining("more than");
  }

  @Test
  void damagedBodiesThrowOnlyTheirTypedException() {
    Random random = new Random(2387);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    for (int i = 0; i < iterations; i++) {
      String type = Mutations.damage(BODY.contentType(), random);
      String body = Mutations.damage(BODY.toString(), random);
      try {
        assertThat(Multipart.parse(i % 3 == 0 ? type : BODY.contentType(), body.getBytes(UTF_8)))
            .isNotNull();
      } catch (MultipartException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }
}
