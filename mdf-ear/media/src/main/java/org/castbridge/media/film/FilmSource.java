/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

/**
 * A cursor over one stored film or the time-shift ring of a channel. Used from one thread at a
 * time; calls must not block on slow I/O (a mapped file is meant), because they are made on a
 * viewer's event loop.
 */
public interface FilmSource extends AutoCloseable {

  /** Codecs, duration, parameter sets. Constant. */
  FilmInfo info();

  /**
   * The next access unit, tracks interleaved by presentation time; null at the end of the film (and
   * at every call after), or while {@link #growing()} if there is nothing yet. Each track's units
   * come in decode order with strictly increasing presentation time: there are no B-frames in the
   * store.
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

  /**
   * Chooses among the renditions: sound changes with its next packet, the picture at the next sync
   * sample of the rendition chosen. A source with one of each has nothing to choose.
   *
   * @param video index in {@link FilmInfo#videos()}
   * @param audio index in {@link FilmInfo#audios()}
   */
  default void select(int video, int audio) {}

  /** Index, within its track, of the rendition of the unit {@link #next()} returned last. */
  default int rendition() {
    return 0;
  }

  /**
   * Reads a picture once more, for repetition, without moving the cursor.
   *
   * @param rendition index in {@link FilmInfo#videos()}
   * @param ptsUs its presentation time exactly
   * @return null if there is none (any more)
   * @throws FilmReadException if the stored film cannot be read there
   */
  default AccessUnit reread(int rendition, long ptsUs) {
    return null;
  }

  /** Presentation time of the first picture there is; moves on in a time-shift ring. */
  default long startUs() {
    return 0;
  }

  /** End of the last unit there is; moves on while {@link #growing()}. */
  default long endUs() {
    return info().durationUs();
  }

  /** True if units may still be added: {@link #next()} returning null is not the end then. */
  default boolean growing() {
    return false;
  }

  /** Lets go of the file. Idempotent. */
  @Override
  void close();
}
