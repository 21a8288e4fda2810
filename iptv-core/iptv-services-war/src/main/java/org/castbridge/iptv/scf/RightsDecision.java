/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.util.Optional;
import org.castbridge.iptv.data.Film;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.sip.Refusal;

/** May this user watch this film? Asked in this order: who, what, package, age. */
final class RightsDecision {
  private RightsDecision() {}

  /**
   * Decides.
   *
   * @param viewer the asserted user; empty if nobody was asserted
   * @param film the film asked for; empty if there is none
   * @return why not; empty if the user may
   */
  static Optional<Refusal> decide(Optional<Viewer> viewer, Optional<Film> film) {
    if (viewer.isEmpty()) {
      return Optional.of(Refusal.of(403, "The core has asserted no identity"));
    }
    if (film.isEmpty()) {
      return Optional.of(Refusal.of(404, "unknown film"));
    }
    if (!viewer.get().owns(film.get())) {
      String text = film.get().title() + " is not in a package you have subscribed to";
      return Optional.of(Refusal.iptv(403, "package", text));
    }
    if (!viewer.get().oldEnoughFor(film.get())) {
      String text = film.get().title() + " is for viewers from " + film.get().ageLevel();
      return Optional.of(Refusal.iptv(403, "age", text));
    }
    return Optional.empty();
  }
}
