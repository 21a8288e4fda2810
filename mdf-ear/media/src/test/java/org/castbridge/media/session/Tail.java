/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.SyntheticFilm;

/** The end of a film, from a key frame on, as a film of its own. */
final class Tail implements FilmSource {
  private final SyntheticFilm film;
  private final long fromUs;

  Tail(SyntheticFilm film, int firstPicture) {
    this.film = film;
    this.fromUs = film.seek(film.videoPts(firstPicture));
  }

  @Override
  public FilmInfo info() {
    FilmInfo info = film.info();
    return new FilmInfo("tail", info.durationUs() - fromUs, info.videos(), info.audios());
  }

  private AccessUnit shifted(AccessUnit unit) {
    return unit == null
        ? null
        : new AccessUnit(unit.track(), unit.ptsUs() - fromUs, unit.sync(), unit.data());
  }

  @Override
  public AccessUnit next() {
    return shifted(film.next());
  }

  @Override
  public AccessUnit reread(int rendition, long ptsUs) {
    return shifted(film.reread(rendition, ptsUs + fromUs));
  }

  @Override
  public long seek(long us) {
    return film.seek(us + fromUs) - fromUs;
  }

  @Override
  public void close() {
    film.close();
  }
}
