/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.castbridge.iptv.data.Film;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.signalling.xml.CatalogueItem;
import org.castbridge.signalling.xml.TvaCatalogue;

/** Makes the TV-Anytime document of the films. */
final class CatalogueDocument {
  private CatalogueDocument() {}

  /**
   * The catalogue, in general or for a user. A film is marked entitled if the user has one of its
   * packages; the age level is told apart, so that the viewer learns the true reason of a refusal.
   *
   * @param authority authority of the content references: the provider's domain
   */
  static String of(List<Film> films, Optional<Viewer> viewer, String authority) {
    return new TvaCatalogue(authority, films.stream().map(f -> item(f, viewer)).toList()).toXml();
  }

  private static CatalogueItem item(Film film, Optional<Viewer> viewer) {
    return new CatalogueItem(
        film.id(),
        film.title(),
        film.synopsis().isEmpty() ? null : film.synopsis(),
        Duration.ofMillis(film.durationMs()),
        null,
        film.ageLevel(),
        film.posterFile() == null ? null : "posters/" + film.id() + ".jpg",
        film.packages().stream().sorted().findFirst().orElse(null),
        viewer.map(v -> v.owns(film)).orElse(null),
        film.videoCodec());
  }
}
