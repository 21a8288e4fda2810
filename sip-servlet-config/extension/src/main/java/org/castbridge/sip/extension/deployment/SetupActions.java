/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import org.castbridge.sip.container.application.ContextSwitch;
import org.jboss.as.server.deployment.SetupAction;

/** The server's set-up actions, highest priority first; torn down in the opposite order. */
final class SetupActions implements ContextSwitch.Surroundings {
  private final List<SetupAction> actions;

  SetupActions(List<SetupAction> actions) {
    this.actions =
        actions.stream().sorted(Comparator.comparingInt(SetupAction::priority).reversed()).toList();
  }

  @Override
  public void setUp() {
    int done = 0;
    try {
      for (SetupAction action : actions) {
        action.setup(new HashMap<>());
        done++;
      }
    } catch (RuntimeException | Error e) {
      tearDown(done);
      throw e;
    }
  }

  @Override
  public void tearDown() {
    tearDown(actions.size());
  }

  private void tearDown(int count) {
    ListIterator<SetupAction> reverse = actions.listIterator(count);
    while (reverse.hasPrevious()) {
      reverse.previous().teardown(new HashMap<>());
    }
  }
}
