/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustDomainTest {
  private static boolean trusts(String node, String peer) {
    return TrustDomain.of(List.of(node)).contains(peer);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "' 192.0.2.1 ', 192.0.2.1, true",
    "192.0.2.1, 192.0.2.10, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "[2001:DB8::1], 2001:db8:0::1, true",
    "2001:db8::1, [2001:db8::1], true",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "fe80::1, fe80::2, false",
    "127.0.0.1, ::1, false"
  })
  void anAddressCountsInAnySpelling(String node, String peer, boolean trusted) {
    assertThat(trusts(node, peer)).isEqualTo(trusted);
  }

  @Test
  void aNameCountsForItsAddresses() {
    assertThat(trusts("localhost", "127.0.0.1")).isTrue();
    assertThat(trusts("localhost", "192.0.2.1")).isFalse();
    assertThat(trusts("nobody.invalid", "127.0.0.1")).isFalse(); // RFC 6761 section 6.4
  }

  @Test
  void aNameNobodyHasLeavesTheOthersTheirTrust() {
    TrustDomain domain = TrustDomain.of(List.of("nobody.invalid", "", "192.0.2.7"));
    assertThat(domain.contains("192.0.2.7")).isTrue();
    assertThat(domain.contains("999.1.1.1")).isFalse();
    assertThat(domain.contains("")).isFalse();
  }

  @Test
  void aPeerIsAnAddress() {
    assertThat(trusts("localhost", "localhost")).isFalse();
    assertThat(trusts("192.0.2.1", null)).isFalse();
    assertThat(TrustDomain.of(List.of()).contains("127.0.0.1")).isFalse();
  }

  @Property(tries = 1000)
  void anyTextIsSomebodyOrNobody(@ForAll String peer) {
    assertThat(trusts("192.0.2.1", peer)).isEqualTo(peer.equals("192.0.2.1"));
  }
}
