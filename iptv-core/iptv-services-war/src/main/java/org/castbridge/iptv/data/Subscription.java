/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A user's right to the content of a service package. */
@Entity
@Table(name = "subscription")
@IdClass(Subscription.Key.class)
public class Subscription {
  @Id
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "impu")
  private UserProfile user;

  @Id
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "package_id")
  private ServicePackage servicePackage;

  /** For Jakarta Persistence. */
  protected Subscription() {}

  /** A new right. */
  public Subscription(UserProfile user, ServicePackage servicePackage) {
    this.user = user;
    this.servicePackage = servicePackage;
  }

  String packageId() {
    return servicePackage.id();
  }

  /** The composite key: the ids of the two ends. */
  public record Key(String user, String servicePackage) implements Serializable {}
}
