/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.castbridge.sgw.http.TestConfig;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  @Test
  void theDefaultsAreThoseOfTheAllInOneRun() {
    GatewayConfig config = new TestConfig().config();
    assertThat(config.route()).isEqualTo("sip:127.0.0.1:5070;transport=tcp;lr");
    assertThat(config.discoveryUri()).isEqualTo("sip:sdf@ims.test");
    assertThat(config.identities().contentUri("harbour")).isEqualTo("sip:cod-harbour@ims.test");
    assertThat(config.posterLocation()).isEqualTo("http://127.0.0.1:8080/iptv/ssf/");
    assertThat(config.allowedOrigins()).isEmpty();
    assertThat(config.settings().idleTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.settings().fixedLocation()).isEmpty();
  }

  @Test
  void anOperatorsCoreIsAMatterOfConfiguration() {
    GatewayConfig config =
        new TestConfig()
            .with("castbridge.profile", "oipf")
            .with("castbridge.domain", "IPTV.example")
            .with("castbridge.sgw.route", "sip:pcscf.example;lr")
            .with("castbridge.sgw.allowed-origins", "https://a.example, https://b.example")
            .config();
    assertThat(config.discoveryUri()).isEqualTo("sip:OIPF_IPTV_SPD@iptv.example");
    assertThat(config.route()).isEqualTo("sip:pcscf.example;lr");
    assertThat(config.allowedOrigins()).containsExactly("https://a.example", "https://b.example");
  }

  @Test
  void aProfileNobodyKnowsIsNamed() {
    GatewayConfig config = new TestConfig().with("castbridge.profile", "dvb").config();
    assertThatThrownBy(config::profile).hasMessageContaining("dvb");
  }
}
