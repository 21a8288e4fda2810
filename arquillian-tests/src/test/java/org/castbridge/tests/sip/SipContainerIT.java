/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.ManagementModel;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.sip.Sipp.Transport;
import org.castbridge.tests.sip.application.SipTestServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An annotated WAR without descriptors, called by SIPp over UDP and TCP. */
class SipContainerIT {
  private static final int LOAD_RATE = 500;

  /** A minute and more by {@code -Dcastbridge.sip.load.seconds=60}. */
  private static final int LOAD_SECONDS = Integer.getInteger("castbridge.sip.load.seconds", 20);

  /**
   * Timer J and its like keep a server transaction for 32 s (RFC 3261 17); then some for a busy
   * machine.
   */
  private static final Duration DRAIN = Duration.ofSeconds(120);

  private static ManagementModel server;
  private static SipTestDeployment deployment;
  private static Sipp sipp;

  @BeforeAll
  static void deploy() {
    Product product = Product.running();
    server = product.management(Role.CASTBRIDGE);
    deployment = new SipTestDeployment(server);
    sipp = new Sipp(Product.workFolder().resolve("sipp"), "127.0.0.1", product.port(5060));
  }

  @AfterAll
  static void undeploy() {
    deployment.close();
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({
    "register, UDP", "register, TCP",
    "options, UDP", "options, TCP",
    "invite-bye, UDP", "invite-bye, TCP",
    "subscribe-notify, UDP", "subscribe-notify, TCP",
    "re-invite, UDP", "re-invite, TCP",
    "cancel, UDP", "cancel, TCP",
    "prack, UDP", "prack, TCP"
  })
  void exchange(String scenario, Transport transport) {
    Sipp.Result result =
        sipp.run(scenario, transport, SipTestServlet.NAME, 10, 50, Duration.ofSeconds(60));
    assertThat(result.failed()).as(result.report()).isZero();
    assertThat(result.successful()).as(result.report()).isEqualTo(10);
  }

  @Test
  void fiveHundredCallsASecondLeaveNothingBehind() {
    // A cold virtual machine is not what is measured.
    calls(250, 10);
    Sipp.Result result = calls(LOAD_RATE, LOAD_SECONDS);
    assertThat(result.failed()).as(result.report()).isZero();
    assertThat(result.successful()).as(result.report()).isEqualTo(LOAD_RATE * LOAD_SECONDS);
    Await.until(
        DRAIN,
        () -> server.sipState().values().stream().allMatch(count -> count == 0),
        server::sipState);
    Map<String, Long> state = server.sipState();
    assertThat(state.values()).as(state.toString()).containsOnly(0L);
  }

  private static Sipp.Result calls(int rate, int seconds) {
    Duration limit = Duration.ofSeconds(60 + 4L * seconds);
    return sipp.run("invite-bye", Transport.UDP, SipTestServlet.NAME, rate * seconds, rate, limit);
  }
}
