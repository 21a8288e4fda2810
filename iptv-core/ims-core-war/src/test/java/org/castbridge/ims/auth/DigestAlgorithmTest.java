/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestAlgorithmTest {
  // RFC 7616 3.9.1
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String response(DigestAlgorithm a) {
    String ha1 = a.ha1("Mufasa", "http-auth@example.org", "Circle of Life");
    return a.response(ha1, "GET", "/dir/index.html", NONCE, "00000001", CNONCE);
  }

  @Test
  void agreesWithTheExamplesOfRfc7616() {
    assertThat(response(DigestAlgorithm.MD5)).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    assertThat(response(DigestAlgorithm.SHA_256))
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  @Test
  void offersTheBestFirst() {
    assertThat(DigestAlgorithm.values()[0].token()).isEqualTo("SHA-256");
    assertThat(DigestAlgorithm.ofToken("sha-256")).contains(DigestAlgorithm.SHA_256);
    assertThat(DigestAlgorithm.ofToken("AKAv1-MD5")).isEmpty();
  }
}
