/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.List;
import org.castbridge.ims.ifc.InitialFilterCriteria;

/** Identities that share the same rules, the rules in order of priority. */
public record ServiceProfile(
    List<PublicIdentity> identities, List<InitialFilterCriteria> criteria) {
  public ServiceProfile {
    identities = List.copyOf(identities);
    criteria = criteria.stream().sorted(InitialFilterCriteria.BY_PRIORITY).toList();
  }
}
