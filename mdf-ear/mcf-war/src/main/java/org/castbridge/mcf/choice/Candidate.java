/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.choice;

import org.castbridge.mcf.xp.XpAsset;
import org.castbridge.mcf.xp.XpStatus;

/**
 * What is known of one Media Delivery Function when a film is asked for.
 *
 * @param node which one
 * @param status how it is, or null if it does not answer
 * @param asset the film as it holds it, or null if it does not hold it
 */
public record Candidate(MdfNode node, XpStatus status, XpAsset asset) {
  boolean isReachable() {
    return status != null;
  }

  boolean holdsFilm() {
    return asset != null;
  }

  /** Where it stands: as configured, else as it says. */
  String place() {
    return node.place().isEmpty() && status != null ? status.place() : node.place();
  }
}
