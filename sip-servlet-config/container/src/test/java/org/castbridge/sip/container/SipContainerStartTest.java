/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.castbridge.sip.container.guard.TrustedPeers;
import org.junit.jupiter.api.Test;

class SipContainerStartTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void portInUseIsNamedAndNothingIsLeftRunning() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName(HOST))) {
      SipContainer container = container(null, taken.getLocalPort());
      assertThatThrownBy(container::start)
          .isInstanceOf(SipContainerException.class)
          .hasMessageContainingAll("CASTB0005", "main", Integer.toString(taken.getLocalPort()));
      assertThat(container.isRunning()).isFalse();
      assertThat(container.figures().sipSessions()).isZero();
    }
  }

  @Test
  void untrustedPeersAreRefused() throws Exception {
    int port = SipContainerTest.freePort();
    SipContainer container = container(TrustedPeers.of(List.of("192.0.2.0/24")), port);
    container.start();
    try (UdpPeer peer = new UdpPeer(port)) {
      assertThat(peer.ask("OPTIONS", "sip:any@" + HOST + ":" + port)).startsWith("SIP/2.0 403");
      assertThat(container.figures().requestsRejected()).isEqualTo(1);
    } finally {
      container.stop();
    }
  }

  private static SipContainer container(TrustedPeers peers, int port) {
    return new SipContainer(
        new SipContainerConfig(
            null,
            null,
            peers == null ? TrustedPeers.everyone() : peers,
            2,
            true,
            List.of(new SipContainerConfig.Connector("main", "udp", HOST, port))));
  }
}
