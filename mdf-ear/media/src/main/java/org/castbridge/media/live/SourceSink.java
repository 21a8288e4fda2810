/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Takes what a live source brings, on the thread that feeds the source. Presentation times are the
 * source's own, in microseconds: rising in each stream while the source runs, with picture and
 * sound on one time line, but free to jump when the source restarts.
 */
public interface SourceSink {
  /**
   * The picture's format: before its first unit, and whenever it changes, ahead of the key frame it
   * applies to.
   */
  void videoFormat(FilmInfo.Video format);

  /** A sound track's format, before its first unit and whenever it changes. */
  void audioFormat(int index, FilmInfo.Audio format);

  void video(AccessUnit unit);

  /**
   * @param index number of the sound track, from 0
   */
  void audio(int index, AccessUnit unit);

  /**
   * Something about the source keeps the channel from showing all of it.
   *
   * @param sentence plain words for the operator, with what to do about it; null when it is over
   */
  void problem(SourceProblem problem, String sentence);
}
