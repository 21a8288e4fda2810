/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/** The same film with Debian's Kamailio in the place of our Core IMS. */
class ForeignCoreIT {
  private static final Path KAMAILIO = Path.of("/usr/sbin/kamailio");
  private static final int OFFSET = 11000;

  @Test
  void kamailioTakesThePlaceOfCoreIms() throws Exception {
    assumeTrue(
        Files.isExecutable(KAMAILIO),
        "needs Kamailio (packages kamailio and kamailio-extra-modules)");
    Path folder =
        Files.createDirectories(Product.workFolder().resolve("kamailio").toAbsolutePath());
    Process kamailio = startKamailio(folder);
    try (Product product =
        Product.start(
            OFFSET,
            Product.workFolder().resolve("run-kamailio"),
            "--core",
            "127.0.0.1:" + (5070 + OFFSET))) {
      try (Viewer alice = new Viewer(product, null)) {
        alice.signIn("alice", "wonderland").watch("harbour").awaitShown(1, 30);
        alice.closeFilm();
        alice.signOut();
      }
      try (Viewer bob = new Viewer(product, null)) {
        bob.signIn("bob", "builder").pick("forest");
        assertThat(bob.notice()).isNotBlank();
        bob.signOut();
      }
      Await.until(
          Duration.ofSeconds(60),
          () ->
              product.management(Role.CASTBRIDGE).sipState().values().stream()
                  .allMatch(n -> n == 0),
          () -> product.management(Role.CASTBRIDGE).sipState());
      assertThat(Files.readString(folder.resolve("kamailio.log")))
          .doesNotContain("CRITICAL")
          .doesNotContain("ERROR");
    } finally {
      kamailio.destroy();
      kamailio.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Process startKamailio(Path folder) throws Exception {
    Path configuration = Product.root().resolve("wildfly-config/kamailio/kamailio.cfg");
    return new ProcessBuilder(
            KAMAILIO.toString(),
            "-DD",
            "-E",
            "-f",
            configuration.toString(),
            "-A",
            "CORE_PORT=" + (5070 + OFFSET),
            "-A",
            "AS_PORT=" + (5060 + OFFSET),
            "-Y",
            folder.toString(),
            "-P",
            folder.resolve("kamailio.pid").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("kamailio.log").toFile())
        .start();
  }
}
