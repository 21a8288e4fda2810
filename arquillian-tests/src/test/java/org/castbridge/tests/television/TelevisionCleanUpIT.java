/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.television;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.tests.harness.Leftovers;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.junit.jupiter.api.Test;

/** What television used is given back, however it ends; the channels go on. */
class TelevisionCleanUpIT {
  @Test
  void neitherClosingNorVanishingLeavesAnythingBehind() {
    long zaps = Product.running().management(Role.CASTBRIDGE).counter("MediaControl", "Zaps");
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
    assertThat(Product.running().management(Role.CASTBRIDGE).counter("MediaControl", "Zaps"))
        .isEqualTo(zaps + 1);
    Leftovers.assertNone();
  }
}
