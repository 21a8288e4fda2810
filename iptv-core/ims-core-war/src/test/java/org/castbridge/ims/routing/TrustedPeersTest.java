/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.castbridge.ims.message.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedPeersTest {
  @Test
  void aPortNarrowsAPeer() {
    TrustedPeers peers = TrustedPeers.parse("127.0.0.1:5060, 192.0.2.1 [2001:db8::1]:5060,");
    assertThat(peers.contains(new Source("127.0.0.1", 40000, 5060))).isTrue();
    assertThat(peers.contains(new Source("127.0.0.1", 5060, 5061))).isFalse();
    assertThat(peers.contains(new Source("192.0.2.1", 1, 2))).isTrue();
    assertThat(peers.contains(new Source("2001:db8::1", 1, 5060))).isTrue();
    assertThat(peers.contains(new Source("2001:db8:0:0::1", 1, 5060))).isTrue();
    assertThat(peers.contains(new Source("192.0.2.2", 1, 5060))).isFalse();
    assertThat(TrustedPeers.parse("").contains(new Source("192.0.2.2", 1, 5060))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:x", ":5060", "2001:db8::1"})
  void faultsAreNamed(String text) {
    assertThatThrownBy(() -> TrustedPeers.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
