/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A user of the service: the age level set for them, and their subscriptions. */
@Entity
@Table(name = "user_profile")
public class UserProfile {
  @Id private String impu;

  @Column(name = "display_name", nullable = false)
  private String displayName;

  @Column(name = "age_level")
  private Integer ageLevel;

  @OneToMany(mappedBy = "user")
  private Set<Subscription> subscriptions = new LinkedHashSet<>();

  /** For Jakarta Persistence. */
  protected UserProfile() {}

  public String displayName() {
    return displayName;
  }

  /** The profile as a value, detached from the database. */
  Viewer toViewer() {
    OptionalInt limit = ageLevel == null ? OptionalInt.empty() : OptionalInt.of(ageLevel);
    return new Viewer(
        impu,
        limit,
        subscriptions.stream().map(Subscription::packageId).collect(Collectors.toSet()));
  }
}
