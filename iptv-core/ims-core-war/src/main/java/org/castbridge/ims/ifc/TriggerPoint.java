/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import java.util.List;
import java.util.TreeSet;

/**
 * A formula over conditions: conjunctive normal form is an AND of ORed groups, disjunctive an OR of
 * ANDed groups (TS 29.228 annex C).
 */
public record TriggerPoint(boolean conjunctive, List<ServicePointTrigger> triggers) {
  public TriggerPoint {
    triggers = List.copyOf(triggers);
  }

  public boolean fires(Trial trial) {
    TreeSet<Integer> groups = new TreeSet<>();
    triggers.forEach(t -> groups.addAll(t.groups()));
    return conjunctive
        ? groups.stream().allMatch(g -> group(g).anyMatch(t -> t.holds(trial)))
        : groups.stream().anyMatch(g -> group(g).allMatch(t -> t.holds(trial)));
  }

  private java.util.stream.Stream<ServicePointTrigger> group(int number) {
    return triggers.stream().filter(t -> t.groups().contains(number));
  }
}
