/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.ManagementModel;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.harness.Viewer;
import org.junit.jupiter.api.Test;

/** Fifty redeployments of the gateway: threads and heap stay flat, and it still works. */
class RedeploymentIT {
  private static final int TIMES = 50;
  private static final int WARM_UP = 5;

  @Test
  void gatewayRedeploysFiftyTimesWithoutALeak() {
    ManagementModel server = Product.running().management(Role.CASTBRIDGE);
    redeploy(server, WARM_UP);
    int threads = server.threads();
    int ours = server.lastingThreads().size();
    long classes = server.loadedClassesAfterCollection();
    long heap = server.heapAfterCollection();

    redeploy(server, TIMES);

    // a thread a redeployment would be fifty; the server's pools shrink and grow by a dozen
    assertThat(server.threads()).isLessThan(threads + TIMES / 2);
    Await.until(
        Duration.ofSeconds(20),
        () -> server.lastingThreads().size() <= ours,
        () -> ours + " threads of ours; there are " + server.lastingThreads());
    // one generation of the gateway's classes is some hundreds; fifty of them would show
    assertThat(server.loadedClassesAfterCollection()).isLessThan(classes + 3_000);
    assertThat(server.heapAfterCollection()).isLessThan(heap + (24L << 20));
    try (Viewer alice = new Viewer()) {
      alice.signIn("alice", "wonderland").watch("harbour").awaitShown(0.2, 30);
    }
  }

  private static void redeploy(ManagementModel server, int times) {
    for (int i = 0; i < times; i++) {
      server.execute("deployment=sgw.war", "redeploy");
    }
  }
}
