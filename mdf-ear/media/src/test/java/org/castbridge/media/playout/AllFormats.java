/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/** A viewer that plays everything. */
final class AllFormats implements ViewerFormats {
  @Override
  public boolean receives(Track track) {
    return true;
  }

  @Override
  public boolean plays(FilmInfo.Video video) {
    return true;
  }

  @Override
  public boolean plays(FilmInfo.Audio audio) {
    return true;
  }

  @Override
  public int packetizationMode(FilmInfo.Video video) {
    return 1;
  }
}
