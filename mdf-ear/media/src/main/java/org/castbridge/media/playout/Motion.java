/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/** A way of moving through a programme. For one thread. */
interface Motion {
  /** From now on units can leave. */
  void begin(long now);

  /** The next unit that is due, null if there is none now. */
  DueUnit poll(long now);

  /**
   * When {@link #poll} will have something, or the motion will be over; {@link Long#MAX_VALUE} if
   * that depends on what is published.
   */
  long nextWakeUp();

  long positionUs(long now);

  /** Stands still. */
  void stop(long now);

  /**
   * Whether it is worth while to begin anew with the last key frame for a viewer who cannot decode:
   * not if it has just been sent, or the next one is near.
   */
  default boolean worthRefreshing(long now) {
    return false;
  }

  /** True if nothing more will come; to be asked after {@link #poll} has given null. */
  boolean over(long now);
}
