/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.payload.PacketisedUnit;

/**
 * A unit as it was read from a programme.
 *
 * @param rendition index within its track
 * @param format of a picture; null for sound
 * @param keeper where it can be had again for repetition, so that nobody needs to keep it; null for
 *     one that is shared and may be kept
 */
public record ReadUnit(PacketisedUnit unit, int rendition, FilmInfo.Video format, Keeper keeper) {

  /** Whoever can give a picture again. For the viewer's thread. */
  public interface Keeper {
    /** The same packets again; null if it is gone or cannot be read any more. */
    PacketisedUnit again(int rendition, long ptsUs);
  }
}
