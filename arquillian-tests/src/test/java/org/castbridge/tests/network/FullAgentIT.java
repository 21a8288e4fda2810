/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.network.NetworkLab.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code castbridge.media.ice=full}: an MDF behind a firewall that admits nothing but answers opens
 * the way by its own checks, to candidates of the offer and trickled ones.
 */
@ExtendWith(LabExtension.class)
class FullAgentIT {
  private final Lab lab = LabExtension.lab();

  @Test
  void theServerOpensTheWayThroughItsFirewall() {
    try (Product product = lab.another("run-network-full", "-Dcastbridge.media.ice=full");
        // with addresses instead of mDNS names in its candidates, as behind a STUN server
        LabBrowser browser =
            new LabBrowser(
                lab.network(),
                product.address("page"),
                "--disable-features=WebRtcHideLocalIpsWithMdns")) {
      lab.network().only(Way.ANSWERS);
      try (LabViewer viewer = new LabViewer(browser.page(), product)) {
        viewer.play("harbour").watch(Duration.ofSeconds(1));
        assertThat(viewer.statistics().text("pair", "remoteAddress")).isEqualTo(NetworkLab.SERVER);
        assertThat(viewer.statistics().text("pair", "remoteProtocol")).isEqualTo("udp");

        lab.network().only(Way.DIRECT);
        lab.network().viewerBehind("10.99.0.21"); // and the viewer moves
        viewer.awaitPictures(100);
      }
    }
  }
}
