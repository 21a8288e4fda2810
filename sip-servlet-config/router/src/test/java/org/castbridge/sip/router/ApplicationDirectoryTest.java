/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationDirectoryTest {
  private final ApplicationDirectory directory = new ApplicationDirectory();

  @Test
  void applicationNameWinsOverServletName() {
    directory.deployed("a", List.of("mcf"));
    directory.deployed("mcf", List.of("main"));
    assertThat(directory.find("mcf")).contains(new Target("mcf", null));
  }

  @Test
  void equalServletNamesAreDecidedByApplicationName() {
    directory.deployed("b", List.of("sdf"));
    directory.deployed("a", List.of("sdf"));
    assertThat(directory.find("sdf")).contains(new Target("a", "sdf"));
  }

  @Test
  void undeployedApplicationIsNotFound() {
    directory.deployed("a", List.of("sdf"));
    directory.undeployed("a");
    directory.undeployed("never-there");
    assertThat(directory.find("sdf")).isEmpty();
    assertThat(directory.isDeployed("a")).isFalse();
  }

  @Test
  void noNameFindsNobody() {
    assertThat(directory.find(null)).isEmpty();
    assertThat(directory.isDeployed(null)).isFalse();
    assertThat(directory.defaultTarget()).isEmpty();
  }
}
