/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestResponseTest {

  /**
   * The example of RFC 2617 3.5; the SHA-256 value was computed over the same input with another
   * tool.
   */
  @ParameterizedTest
  @CsvSource({
    "MD5, 6629fae49393a05397450978507c4ef1",
    "SHA_256, 5abdd07184ba512a22c53f41470e5eea7dcaa3a93a59b630c13dfe0a5dc6e38b"
  })
  void example(DigestAlgorithm algorithm, String expected) {
    DigestResponse response =
        new DigestResponse(
            algorithm,
            "Mufasa",
            "testrealm@host.com",
            "Circle Of Life",
            "GET",
            "/dir/index.html",
            "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            "00000001",
            "0a4f113b",
            "auth");
    assertThat(response.value()).isEqualTo(expected);
  }

  @Test
  void algorithmNames() {
    assertThat(DigestAlgorithm.named(null)).contains(DigestAlgorithm.MD5);
    assertThat(DigestAlgorithm.named("md5")).contains(DigestAlgorithm.MD5);
    assertThat(DigestAlgorithm.named("SHA-256")).contains(DigestAlgorithm.SHA_256);
    assertThat(DigestAlgorithm.named("SHA-512-256")).isEmpty();
  }
}
