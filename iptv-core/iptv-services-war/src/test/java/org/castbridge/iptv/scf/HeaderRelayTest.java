/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRelayTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "P-Asserted-Identity",
        "P-Access-Network-Info",
        "P-Charging-Vector",
        "Warning",
        "Reason",
        "Retry-After",
        "Supported",
        "Require",
        "Session-Expires",
        "Info-Package",
        "Recv-Info",
        "Content-Disposition",
        "X-Unknown"
      })
  void carriesWhatIsEndToEnd(String name) {
    assertThat(HeaderRelay.carries(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Via",
        "v",
        "From",
        "f",
        "To",
        "t",
        "Call-ID",
        "i",
        "CSeq",
        "Contact",
        "m",
        "Route",
        "Record-Route",
        "Max-Forwards",
        "RSeq",
        "RAck",
        "Replaces",
        "Content-Length",
        "l",
        "content-type",
        "c",
        "Proxy-Authorization",
        "P-Preferred-Identity"
      })
  void leavesWhatBelongsToOneLeg(String name) {
    assertThat(HeaderRelay.carries(name)).isFalse();
  }

  @Test
  void reliabilityIsAgreedOnEachLeg() {
    assertThat(HeaderRelay.requireOfResponse("100rel")).isEmpty();
    assertThat(HeaderRelay.requireOfResponse("timer, 100REL,precondition"))
        .contains("timer, precondition");
  }
}
