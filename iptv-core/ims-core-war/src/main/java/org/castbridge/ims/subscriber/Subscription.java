/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.castbridge.ims.ifc.InitialFilterCriteria;
import org.castbridge.signalling.ims.DigestAlgorithm;

/**
 * One IMS subscription with one private identity; all its public identities form one implicit
 * registration set.
 *
 * @param ha1 H(A1) in lower case hex, for each algorithm the user can prove himself with
 */
public record Subscription(
    String impi, Map<DigestAlgorithm, String> ha1, List<ServiceProfile> profiles) {
  public Subscription {
    ha1 = Map.copyOf(ha1);
    profiles = List.copyOf(profiles);
  }

  /** Public identities that may be used, the default one first (TS 24.229 5.4.1.2). */
  public List<String> identities() {
    return profiles.stream()
        .flatMap(p -> p.identities().stream())
        .filter(i -> !i.barred())
        .map(PublicIdentity::identity)
        .toList();
  }

  public boolean owns(String identity) {
    return find(identity).isPresent();
  }

  /** The rules for one of the public identities; none if it is not of this subscription. */
  public List<InitialFilterCriteria> criteria(String identity) {
    return find(identity).map(ServiceProfile::criteria).orElse(List.of());
  }

  private Optional<ServiceProfile> find(String identity) {
    return profiles.stream()
        .filter(p -> p.identities().stream().anyMatch(i -> i.identity().equals(identity)))
        .findFirst();
  }

  /** Says nothing of the secrets, so that it can be logged. */
  @Override
  public String toString() {
    return "Subscription[" + impi + ", " + identities() + "]";
  }
}
