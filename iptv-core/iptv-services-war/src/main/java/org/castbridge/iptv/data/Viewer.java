/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import java.util.OptionalInt;
import java.util.Set;

/**
 * A user's rights as a value.
 *
 * @param impu the public user identity, normalised by {@code Impu}
 * @param ageLevel the age limit of the profile in years; empty when none is set
 * @param packages ids of the subscribed service packages
 */
public record Viewer(String impu, OptionalInt ageLevel, Set<String> packages) {

  /** Copies the set, so that a viewer never changes. */
  public Viewer {
    packages = Set.copyOf(packages);
  }

  /** A user the operator knows nothing about: may watch nothing, but is not limited by age. */
  public static Viewer unknown(String impu) {
    return new Viewer(impu, OptionalInt.empty(), Set.of());
  }

  /** Whether one of the film's packages is subscribed. */
  public boolean owns(Film film) {
    return film.packages().stream().anyMatch(packages::contains);
  }

  /** Whether the channel's package is subscribed. */
  public boolean owns(Channel channel) {
    return packages.contains(channel.packageId());
  }

  /** Whether the channel's age level is within the profile's limit. */
  public boolean oldEnoughFor(Channel channel) {
    return ageLevel.isEmpty() || channel.ageLevel() <= ageLevel.getAsInt();
  }

  /** Whether the film's age level is within the profile's limit. */
  public boolean oldEnoughFor(Film film) {
    return ageLevel.isEmpty() || film.ageLevel() <= ageLevel.getAsInt();
  }
}
