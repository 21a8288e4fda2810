/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import java.util.Set;

/**
 * A condition with its place in the formula.
 *
 * @param groups numbers of the groups it belongs to
 */
public record ServicePointTrigger(boolean negated, Set<Integer> groups, Condition condition) {
  public ServicePointTrigger {
    groups = Set.copyOf(groups);
  }

  boolean holds(Trial trial) {
    return negated != condition.matches(trial);
  }
}
