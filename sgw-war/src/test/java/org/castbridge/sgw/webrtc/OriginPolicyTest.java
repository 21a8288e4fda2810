/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
  private final OriginPolicy policy = new OriginPolicy(List.of("https://tv.example"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, host:8080, true",
        "http://host:8080, host:8080, true",
        "http://HOST:8080, host:8080, true",
        "https://host, host, true",
        "https://host:443, host, true",
        "http://host, host:80, true",
        "http://[::1]:8080, [::1]:8080, true",
        "https://tv.example, host:8080, true",
        "http://host:8081, host:8080, false",
        "https://evil.example, host:8080, false",
        "http://host:8080.evil.example, host:8080, false",
        "http://evil@host:8080, host:8080, false",
        "null, host:8080, false",
        "file://, host:8080, false",
        "http://host:8080, -, false",
        "%%%, host:8080, false"
      })
  void decides(String origin, String host, boolean allowed) {
    assertThat(policy.allows(origin, host)).isEqualTo(allowed);
  }
}
