/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.tests.harness.Statistics;
import org.castbridge.tests.network.NetworkLab.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever way there is to the media port, the viewer finds it. */
@ExtendWith(LabExtension.class)
class WaysIT {
  private final Lab lab = LabExtension.lab();

  @Test
  void direct() {
    assertThat(playedBy(Way.DIRECT)).isEqualTo(NetworkLab.SERVER);
  }

  @Test
  void ipv6() {
    assertThat(playedBy(Way.IPV6)).isEqualTo("fd99::1");
  }

  @Test
  void throughA1To1NatInFrontOfTheServer() {
    assertThat(playedBy(Way.NAT)).isEqualTo(NetworkLab.PUBLIC);
  }

  @Test
  void throughTheRelay() {
    try (UdpRelay relay = lab.relay()) {
      relay.delay(25, 0);
      assertThat(playedBy(Way.RELAY)).isEqualTo(NetworkLab.RELAY);
    }
  }

  /** Plays a little that way; the server's address in the pair that carried it. */
  private String playedBy(Way way) {
    lab.network().only(way);
    try (LabViewer viewer = lab.chromium().play("harbour")) {
      viewer.awaitPictures(50);
      Statistics statistics = viewer.statistics();
      assertThat(statistics.text("pair", "remoteProtocol")).isEqualTo("udp");
      return statistics.text("pair", "remoteAddress");
    }
  }
}
