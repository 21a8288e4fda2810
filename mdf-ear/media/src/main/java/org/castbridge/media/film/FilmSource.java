/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

/**
 * A cursor over one stored film. Used from one thread at a time; calls must not block on slow I/O
 * (a mapped file is meant), because they are made on a viewer's event loop.
 */
public interface FilmSource extends AutoCloseable {

  /** Codecs, duration, parameter sets. Constant. */
  FilmInfo info();

  /**
   * The next access unit, tracks interleaved by presentation time; null at the end of the film (and
   * at every call after). Each track's units come in decode order with strictly increasing
   * presentation time: there are no B-frames in the store.
   *
   * @throws FilmReadException if the stored film cannot be read any further
   */
  AccessUnit next();

  /**
   * Positions the cursor at the last video sync sample whose presentation time is not after {@code
   * us} (the first one, if all are later); audio goes on from the same time, so that the following
   * {@link #next()} calls return only units with a presentation time greater than or equal to the
   * returned one. A film without picture is positioned at the last audio packet not after {@code
   * us}. Allowed at any time, also after the end.
   *
   * @return the presentation time positioned at, microseconds
   * @throws FilmReadException if the stored film cannot be read there
   */
  long seek(long us);

  /** Lets go of the file. Idempotent. */
  @Override
  void close();
}
