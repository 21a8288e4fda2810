/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.util.Objects;
import org.castbridge.media.film.FilmSource;

/**
 * What a session is made from.
 *
 * @param offerSdp the browser's offer, without an iptv_rtsp section
 * @param source the film, positioned anywhere; used on one thread
 * @param correlation the maker's own name for the session, comes back in its events; may be null
 */
public record SessionSpec(String offerSdp, FilmSource source, String correlation) {
  public SessionSpec {
    Objects.requireNonNull(offerSdp, "offerSdp");
    Objects.requireNonNull(source, "source");
  }
}
