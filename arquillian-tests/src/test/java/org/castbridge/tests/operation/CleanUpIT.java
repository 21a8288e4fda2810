/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.castbridge.tests.harness.Leftovers;
import org.castbridge.tests.harness.ManagementModel;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.harness.SecondConnection;
import org.castbridge.tests.harness.Television;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/**
 * What films and television used is given back, on both servers, however they end; the channels go
 * on. All of it before the one wait for the core, which keeps the last sessions for a minute.
 */
class CleanUpIT {
  private static final String VANISH_WHILE_OPENING =
      """
      const pc = new RTCPeerConnection();
      pc.addTransceiver('video', { direction: 'recvonly' });
      await pc.setLocalDescription();
      w2.request('open', { contentId: 'harbour', offer: pc.localDescription.sdp }).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 15 + 25 * Math.random()));
      w2.close();
      pc.close();
      """;

  @Test
  void neitherSigningOutNorVanishingLeavesAnythingBehind() {
    ManagementModel castbridge = Product.running().management(Role.CASTBRIDGE);
    ManagementModel core = Product.running().management(Role.IMS_CORE);
    List<String> threads = castbridge.lastingThreads();
    List<String> coreThreads = core.lastingThreads();
    watchFilms();
    watchTelevision();
    Leftovers.assertNone();
    assertThat(castbridge.lastingThreads()).isEqualTo(threads);
    assertThat(core.lastingThreads()).isEqualTo(coreThreads);
  }

  private static void watchFilms() {
    try (Viewer alice = new Viewer().signIn("alice", "wonderland").watch("harbour")) {
      alice.awaitShown(1, 30);
      alice.closeFilm();
      alice.signOut();
    }
    try (Viewer carol = new Viewer().signIn("carol", "christmas").watch("orbit")) {
      carol.awaitShown(1, 30); // and the browser is gone
    }
    try (Viewer alice = new Viewer().signIn("alice", "wonderland")) {
      for (int i = 0; i < 5; i++) {
        SecondConnection.as(alice, "wonderland", VANISH_WHILE_OPENING);
      }
    }
  }

  private static void watchTelevision() {
    ManagementModel castbridge = Product.running().management(Role.CASTBRIDGE);
    long zaps = castbridge.counter("MediaControl", "Zaps");
    try (Television alice = new Television("alice", "wonderland").watch("one")) {
      alice.viewer().press("ArrowUp");
      alice.awaitTitle("2");
      alice.awaitFrames();
      alice.viewer().press("k");
      alice.viewer().awaitStatus("paused");
      alice.viewer().page().click("#leave");
      alice.viewer().page().waitForSelector(".channel");
      alice.viewer().signOut();
    }
    try (Television bob = new Television("bob", "builder").watch("two")) {
      bob.viewer().press("k");
      bob.viewer().awaitStatus("paused"); // and the browser is gone
    }
    assertThat(castbridge.counter("MediaControl", "Zaps")).isEqualTo(zaps + 1);
  }
}
