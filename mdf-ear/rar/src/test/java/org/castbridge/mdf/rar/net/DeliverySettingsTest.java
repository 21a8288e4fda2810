/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {
  private static DeliverySettings settings(
      String address, String publicAddress, int media, int stun) throws Exception {
    List<InetAddress> outside =
        publicAddress == null ? List.of() : List.of(InetAddress.getByName(publicAddress));
    return new DeliverySettings(
        InetAddress.getByName(address), outside, media, stun, 3, 10, 4, true, true, false, false);
  }

  @Test
  void theStunServerIsNeverOnAMediaPort() {
    assertThatThrownBy(() -> settings("127.0.0.1", null, 20_100, 20_102))
        .hasMessageContaining("media ports");
    assertThatThrownBy(() -> settings("127.0.0.1", null, 65_534, 3478))
        .hasMessageContaining("65536");
  }

  @Test
  void whatIsOfferedIsWhereViewersCanReachUs() throws Exception {
    assertThat(LocalAddresses.of(settings("127.0.0.1", null, 20_100, 3478), 20_101))
        .containsExactly(new InetSocketAddress("127.0.0.1", 20_101));
    assertThat(LocalAddresses.of(settings("0.0.0.0", "203.0.113.9", 20_100, 3478), 20_100))
        .containsExactly(new InetSocketAddress("203.0.113.9", 20_100));
    assertThat(LocalAddresses.of(settings("0.0.0.0", null, 20_100, 3478), 20_100))
        .isNotEmpty()
        .allMatch(a -> !a.getAddress().isAnyLocalAddress() && !a.getAddress().isLinkLocalAddress());
  }
}
