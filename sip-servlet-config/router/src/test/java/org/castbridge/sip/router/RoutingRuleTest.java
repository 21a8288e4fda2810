/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingRuleTest {
  private final ApplicationDirectory directory = new ApplicationDirectory();
  private final RoutingRule rule = new RoutingRule(directory);

  @BeforeEach
  void deploy() {
    directory.deployed("sgw", List.of("SgwServlet"));
    directory.deployed("iptv-services", List.of("sdf", "scf"));
  }

  @Test
  void ownRouteNamesApplicationByUser() {
    assertThat(rule.choose(new RequestAddress(new Hop(null, "sgw"), false, new Hop(null, "alice"))))
        .contains(new Target("sgw", null));
  }

  @Test
  void ownRouteNamesServletOfApplication() {
    assertThat(
            rule.choose(
                new RequestAddress(new Hop(null, "scf"), true, new Hop(null, "cod-harbour"))))
        .contains(new Target("iptv-services", "scf"));
  }

  @Test
  void parameterWinsOverUser() {
    assertThat(rule.choose(new RequestAddress(new Hop("sdf", "sgw"), false, null)))
        .contains(new Target("iptv-services", "sdf"));
  }

  @Test
  void ownRouteWinsOverRequestUri() {
    assertThat(rule.choose(new RequestAddress(new Hop(null, "scf"), false, new Hop(null, "sgw"))))
        .contains(new Target("iptv-services", "scf"));
  }

  @Test
  void requestUriCountsIfOwnRouteNamesNobody() {
    assertThat(
            rule.choose(new RequestAddress(new Hop(null, "proxy"), false, new Hop("sgw", "alice"))))
        .contains(new Target("sgw", null));
  }

  @Test
  void requestUriDoesNotCountWhileAnotherRouteIsLeft() {
    assertThat(rule.choose(new RequestAddress(null, true, new Hop(null, "sgw")))).isEmpty();
  }

  @Test
  void nobodyNamed() {
    assertThat(rule.choose(new RequestAddress(null, false, new Hop(null, "bob")))).isEmpty();
    assertThat(rule.choose(new RequestAddress(null, false, null))).isEmpty();
    assertThat(rule.choose(new RequestAddress(new Hop(null, null), false, new Hop(null, null))))
        .isEmpty();
  }

  @Test
  void defaultApplicationTakesTheRestOnceDeployed() {
    directory.setDefaultApplication("ims-core");
    RequestAddress foreign = new RequestAddress(null, true, new Hop(null, "bob"));
    assertThat(rule.choose(foreign)).isEmpty();

    directory.deployed("ims-core", List.of("core"));
    assertThat(rule.choose(foreign)).contains(new Target("ims-core", null));
    assertThat(rule.choose(new RequestAddress(null, false, new Hop(null, "sdf"))))
        .contains(new Target("iptv-services", "sdf"));
  }
}
