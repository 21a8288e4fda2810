/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.xml;

import java.time.Duration;
import java.util.Objects;

/**
 * A film in the catalogue.
 *
 * @param contentId names the film; the data part of its CRID
 * @param title for a person to read
 * @param synopsis for a person to read, or null
 * @param duration how long it is
 * @param genre for a person to read, or null
 * @param minimumAge in years, 0 for everybody
 * @param posterUri the address of a picture, absolute or relative to the catalogue's, or null
 * @param servicePackage the package the film belongs to, or null
 * @param entitled whether the user asking may watch it; null in a catalogue for everybody
 * @param codec the video codec, as {@code H264}, or null
 */
public record CatalogueItem(
    String contentId,
    String title,
    String synopsis,
    Duration duration,
    String genre,
    int minimumAge,
    String posterUri,
    String servicePackage,
    Boolean entitled,
    String codec) {

  public CatalogueItem {
    Objects.requireNonNull(contentId);
    Objects.requireNonNull(title);
    Objects.requireNonNull(duration);
  }
}
