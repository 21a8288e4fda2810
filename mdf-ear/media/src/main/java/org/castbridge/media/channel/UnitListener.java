/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Hears of all that is fed into a channel, in channel time: a recorder. Called on the feed's
 * thread; must not block and must not throw.
 */
public interface UnitListener {
  /** A picture of a rendition. */
  void video(int rendition, AccessUnit unit);

  /** A packet of sound. */
  void audio(int index, AccessUnit unit);

  /** What comes from now on of this rendition is coded otherwise. */
  void formatChanged(int rendition, FilmInfo.Video format);
}
