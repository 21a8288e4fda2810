/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A channel in the database. */
@Entity
@Table(name = "channel")
public class ChannelItem {
  @Id private String id;

  @Column(nullable = false)
  private String title;

  @Column(nullable = false)
  private int number;

  @Column(name = "package_id", nullable = false)
  private String packageId;

  @Column(name = "age_level", nullable = false)
  private int ageLevel;

  @Column(name = "time_shift", nullable = false)
  private boolean timeShift;

  /** For Jakarta Persistence. */
  protected ChannelItem() {}

  /** A channel of which only the id is known yet; {@link #update} fills it. */
  ChannelItem(String id) {
    this.id = id;
  }

  void update(Channel channel) {
    title = channel.title();
    number = channel.number();
    packageId = channel.packageId();
    ageLevel = channel.ageLevel();
    timeShift = channel.timeShift();
  }

  /** The channel as a value, detached from the database. */
  Channel toChannel() {
    return new Channel(id, title, number, packageId, ageLevel, timeShift);
  }
}
