/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import org.castbridge.media.film.FilmSource;

/** The recorded past of a channel. May be used from any thread. */
public interface TimeShift {
  /**
   * A cursor of its own over the recording, in channel time. Its tracks are those of the channel,
   * in the same order.
   *
   * @throws org.castbridge.media.film.FilmReadException if the recording cannot be read
   */
  FilmSource open();

  /** Channel time of the oldest picture that can still be played. */
  long startUs();

  /** How far back the recording reaches at most, microseconds. */
  long lengthUs();
}
