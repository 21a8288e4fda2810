/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.util.Objects;
import org.castbridge.media.playout.Programme;

/**
 * What a session is made from.
 *
 * @param offerSdp the browser's offer, without an iptv_rtsp section
 * @param programme what it begins with; a film's cursor is used on one thread, and closed by the
 *     session
 * @param correlation the maker's own name for the session, comes back in its events; may be null
 */
public record SessionSpec(String offerSdp, Programme programme, String correlation) {
  public SessionSpec {
    Objects.requireNonNull(offerSdp, "offerSdp");
    Objects.requireNonNull(programme, "programme");
  }
}
