/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class IceCredentialsTest {
  private static final String PWD = "0123456789abcdefghijkl";

  @Test
  void generatedOnesAreAcceptableAndDiffer() {
    SecureRandom random = new SecureRandom();
    IceCredentials a = IceCredentials.generate(random);
    IceCredentials b = IceCredentials.generate(random);
    assertThat(a).isNotEqualTo(b);
    assertThat(a.pwd()).hasSizeGreaterThanOrEqualTo(22);
    assertThat(a.toString()).doesNotContain(a.pwd());
  }

  @Test
  void shortLongOrStrangeOnesAreRefused() {
    assertThatThrownBy(() -> new IceCredentials("abc", PWD)).hasMessageContaining("ufrag");
    assertThatThrownBy(() -> new IceCredentials("abcd", "short")).hasMessageContaining("pwd");
    assertThatThrownBy(() -> new IceCredentials("ab:d", PWD)).hasMessageContaining("ice-char");
    assertThatThrownBy(() -> new IceCredentials("a".repeat(257), PWD))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
