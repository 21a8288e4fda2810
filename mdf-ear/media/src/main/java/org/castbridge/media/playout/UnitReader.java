/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/** A cursor over a programme that gives what can be sent. For one thread. */
interface UnitReader {
  /**
   * Positions at the last key frame not after this time, or the first one there is; returns its
   * presentation time.
   */
  long seek(long us);

  /** The next unit; null at the end, or as long as there is nothing {@link #growing yet}. */
  ReadUnit next();

  /** True if null from {@link #next} is not the end. */
  boolean growing();

  /** Takes effect at the next key frame, for sound at once. */
  void select(int video, int audio);

  void close();
}
