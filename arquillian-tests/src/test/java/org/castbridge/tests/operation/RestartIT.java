/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of either server and a restart: nothing to repair, the catalogue is whole. */
class RestartIT {

  @Test
  void killedServersComeBackWhole() {
    try (Product product = Product.start(12000, Product.workFolder().resolve("run-restart"))) {
      int films = filmsOf(product);
      for (Role role : Role.values()) {
        assertThat(product.process(role).destroyForcibly()).isTrue();
        assertThat(product.awaitEnd(90)).as("the launcher sees the death of " + role).isTrue();
        product.start();
        assertThat(filmsOf(product)).isEqualTo(films);
      }
      try (Viewer alice = new Viewer(product, null)) {
        alice.signIn("alice", "wonderland").watch("harbour").awaitShown(0.2, 30);
      }
    }
  }

  private static int filmsOf(Product product) {
    try (Viewer alice = new Viewer(product, null)) {
      alice.signIn("alice", "wonderland");
      return alice.page().querySelectorAll(".film").size();
    }
  }
}
