/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedUrlTest {
  private final EncodedUrl encoder = new EncodedUrl("tv.example", 8080, "/app");

  @ParameterizedTest
  @CsvSource({
    "/a, /a;jsessionid=S",
    "/a?q=1, /a;jsessionid=S?q=1",
    "/a#f, /a;jsessionid=S#f",
    "/a?q=1#f, /a;jsessionid=S?q=1#f",
    "/a#f?x, /a;jsessionid=S#f?x",
    "?q, ;jsessionid=S?q"
  })
  void sessionComesBeforeQueryAndFragment(String url, String expected) {
    assertThat(encoder.withSession(url, "S")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource("/a?q=1, http://tv.example:8080/app/a;jsessionid=S?q=1")
  void absolute(String path, String expected) {
    assertThat(encoder.absolute(path, "http", "S")).isEqualTo(expected);
  }
}
