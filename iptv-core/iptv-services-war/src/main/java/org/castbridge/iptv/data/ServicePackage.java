/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a user subscribes to: a named set of content. */
@Entity
@Table(name = "service_package")
public class ServicePackage {
  @Id private String id;

  @Column(nullable = false)
  private String title;

  /** For Jakarta Persistence. */
  protected ServicePackage() {}

  /** A package with its id, as named in {@code asset.json}, and the title a viewer reads. */
  public ServicePackage(String id, String title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }
}
