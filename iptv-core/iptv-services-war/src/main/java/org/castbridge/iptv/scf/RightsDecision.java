/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.util.Optional;
import org.castbridge.iptv.data.Channel;
import org.castbridge.iptv.data.Film;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.sip.Refusal;

/** May this user watch this film or channel? Asked in this order: who, what, package, age. */
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
      return notOwned(film.get().title());
    }
    return viewer.get().oldEnoughFor(film.get())
        ? Optional.empty()
        : tooYoung(film.get().title(), film.get().ageLevel());
  }

  /** The same for a channel. */
  static Optional<Refusal> ofChannel(Optional<Viewer> viewer, Optional<Channel> channel) {
    if (viewer.isEmpty()) {
      return Optional.of(Refusal.of(403, "The core has asserted no identity"));
    }
    if (channel.isEmpty()) {
      return Optional.of(Refusal.of(404, "unknown channel"));
    }
    if (!viewer.get().owns(channel.get())) {
      return notOwned(channel.get().title());
    }
    return viewer.get().oldEnoughFor(channel.get())
        ? Optional.empty()
        : tooYoung(channel.get().title(), channel.get().ageLevel());
  }

  private static Optional<Refusal> notOwned(String title) {
    String text = title + " is not in a package you have subscribed to";
    return Optional.of(Refusal.iptv(403, "package", text));
  }

  private static Optional<Refusal> tooYoung(String title, int ageLevel) {
    String text = title + " is for viewers from " + ageLevel;
    return Optional.of(Refusal.iptv(403, "age", text));
  }
}
