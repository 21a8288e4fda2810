/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All of one subscribers file, immutable. */
public final class SubscriberDirectory {
  private final Map<String, Subscription> byPrivateIdentity = new HashMap<>();
  private final Map<String, Subscription> byPublicIdentity = new HashMap<>();
  private final List<PublicServiceIdentity> services;

  /**
   * @throws IllegalArgumentException if two subscriptions share an identity; the message names it
   */
  public SubscriberDirectory(
      Collection<Subscription> subscriptions, List<PublicServiceIdentity> services) {
    this.services = List.copyOf(services);
    for (Subscription s : subscriptions) {
      put(byPrivateIdentity, s.impi(), s);
      for (ServiceProfile profile : s.profiles()) {
        for (PublicIdentity identity : profile.identities()) {
          put(byPublicIdentity, identity.identity(), s);
        }
      }
    }
  }

  private static void put(Map<String, Subscription> map, String identity, Subscription s) {
    if (map.putIfAbsent(identity, s) != null) {
      throw new IllegalArgumentException("the identity " + identity + " stands twice");
    }
  }

  public Optional<Subscription> byPrivateIdentity(String impi) {
    return Optional.ofNullable(byPrivateIdentity.get(impi));
  }

  /**
   * @param addressOfRecord canonical, as {@code SipUri.addressOfRecord()} gives it
   */
  public Optional<Subscription> byPublicIdentity(String addressOfRecord) {
    return Optional.ofNullable(byPublicIdentity.get(addressOfRecord));
  }

  public Optional<PublicServiceIdentity> service(String addressOfRecord) {
    return services.stream().filter(s -> s.matches(addressOfRecord)).findFirst();
  }

  public int size() {
    return byPrivateIdentity.size();
  }
}
