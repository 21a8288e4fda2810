/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoreTrustTest {
  @Test
  void onlyTheCoresOwnAddressIsBelieved() {
    CoreTrust trust = new CoreTrust("127.0.0.1");
    assertThat(trust.isCore("127.0.0.1")).isTrue();
    assertThat(trust.isCore("127.0.0.2")).isFalse();
    assertThat(trust.isCore("::1")).isFalse();
    assertThat(trust.isCore(null)).isFalse();
  }

  @Test
  void theCoreMayBeNamedAndIpv6MaySpelledAnyWay() {
    assertThat(new CoreTrust("localhost").isCore("127.0.0.1")).isTrue();
    assertThat(new CoreTrust("::1").isCore("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(new CoreTrust("core.invalid").isCore("127.0.0.1")).isFalse();
  }
}
