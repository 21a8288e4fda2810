/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/** What was agreed on with a viewer, as far as it matters to what is read for it. */
public interface ViewerFormats {
  /** Whether it is sent this kind of media at all. */
  boolean receives(Track track);

  /** Whether it can play this rendition. */
  boolean plays(FilmInfo.Video video);

  /** Whether it can play this sound. */
  boolean plays(FilmInfo.Audio audio);

  /** H.264's packetization-mode for this rendition, of those it plays. */
  int packetizationMode(FilmInfo.Video video);
}
