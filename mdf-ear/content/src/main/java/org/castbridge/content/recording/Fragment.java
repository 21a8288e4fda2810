/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import org.castbridge.media.film.AccessUnit;

/** A second of a channel, or a group of pictures: still in memory, or in a file. */
abstract class Fragment {
  private final long startUs;
  private final Formats formats;

  Fragment(long startUs, Formats formats) {
    this.startUs = startUs;
    this.formats = formats;
  }

  /** Channel time; all its units are at or after it, but for stragglers. */
  long startUs() {
    return startUs;
  }

  Formats formats() {
    return formats;
  }

  /** A view of its units for one reader; null if they are gone. */
  abstract View open();

  /** The units, by track in stored order. For one thread; to be closed. */
  interface View extends AutoCloseable {
    /** Units there are by now. */
    int count(int track);

    /** True if {@link #count} will not grow any more; to be asked before it. */
    boolean complete(int track);

    long timeUs(int track, int unit);

    boolean sync(int track, int unit);

    /**
     * @throws org.castbridge.media.film.FilmReadException if it cannot be read
     */
    AccessUnit unit(int track, int unit);

    @Override
    void close();
  }
}
