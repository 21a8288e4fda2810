/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import org.castbridge.media.film.FilmSource;

/** A film's files and index, shared by all its viewers. */
public interface OpenedFilm {
  /** A cursor of its own, at the film's start. */
  FilmSource open();
}
