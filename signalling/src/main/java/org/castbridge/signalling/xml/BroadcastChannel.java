/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.util.Objects;

/**
 * A channel in the list of broadcast services.
 *
 * @param id the service name; with the list's domain it is the BCServiceId
 * @param title for a person to read
 * @param number what is typed on a remote control, from 1; 0 for none
 * @param servicePackage the BCPackageId it belongs to, or null
 * @param minimumAge in years, 0 for everybody
 * @param timeShift whether it can be paused and rewound
 * @param entitled whether the user asking may watch it; null in a list for everybody
 */
public record BroadcastChannel(
    String id,
    String title,
    int number,
    String servicePackage,
    int minimumAge,
    boolean timeShift,
    Boolean entitled) {

  public BroadcastChannel {
    Objects.requireNonNull(id);
    Objects.requireNonNull(title);
  }
}
