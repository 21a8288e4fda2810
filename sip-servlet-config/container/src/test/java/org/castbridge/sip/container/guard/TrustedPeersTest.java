/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedPeersTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.2.128/25, 10.1.2.129, true",
    "10.1.2.128/25, 10.1.2.127, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "::1, 127.0.0.1, false"
  })
  void blockContainsPeer(String block, String peer, boolean trusted) throws UnknownHostException {
    assertThat(TrustedPeers.of(List.of(block)).trusts(InetAddress.getByName(peer)))
        .isEqualTo(trusted);
  }

  @Test
  void everyoneIncludesTheUnknown() {
    assertThat(TrustedPeers.everyone().trusts(null)).isTrue();
    assertThat(TrustedPeers.of(List.of("127.0.0.1")).trusts(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "fd00::/129",
        "example.com/8"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> TrustedPeers.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Property(tries = 500)
  void anyTextIsEitherReadOrRefused(@ForAll String text) {
    try {
      TrustedPeers.of(List.of(text));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("CASTB0016");
    }
  }
}
