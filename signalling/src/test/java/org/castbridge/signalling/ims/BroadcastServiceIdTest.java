/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastServiceIdTest {
  @Test
  void namesAServiceOfAProvider() {
    BroadcastServiceId id = BroadcastServiceId.parse("one:IMS.test").orElseThrow();
    assertThat(id.serviceName()).isEqualTo("one");
    assertThat(id.isOf("ims.test")).isTrue();
    assertThat(id.isOf("other.test")).isFalse();
    assertThat(id).hasToString("one:IMS.test");
  }

  @Test
  void theProviderMayBeLeftOut() {
    BroadcastServiceId id = BroadcastServiceId.parse("one").orElseThrow();
    assertThat(id.domainName()).isNull();
    assertThat(id.isOf("anything.test")).isTrue();
    assertThat(id).hasToString("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "one:", ":ims.test", "o e", "one:a:b", "../x", "one:-x"})
  void refusesWhatIsNone(String text) {
    assertThat(BroadcastServiceId.parse(text)).isEmpty();
    assertThat(BroadcastServiceId.isServiceName(text)).isFalse();
  }
}
