/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a service profile.
 *
 * @param priority smaller comes first; unique within a profile
 * @param trigger null means the rule always fires (TS 29.228 B.2.2)
 */
public record InitialFilterCriteria(int priority, TriggerPoint trigger, ApplicationServer server) {

  public static final Comparator<InitialFilterCriteria> BY_PRIORITY =
      Comparator.comparingInt(InitialFilterCriteria::priority);

  public boolean fires(Trial trial) {
    return trigger == null || trigger.fires(trial);
  }

  /**
   * The next rule that fires after the one with priority {@code after}.
   *
   * @param criteria in the order of their priorities
   * @param after priority of the rule the request comes back from, or -1 to begin
   */
  public static Optional<InitialFilterCriteria> next(
      List<InitialFilterCriteria> criteria, int after, Trial trial) {
    return criteria.stream().filter(c -> c.priority() > after && c.fires(trial)).findFirst();
  }
}
