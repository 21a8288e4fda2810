/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/**
 * Programme time against monotonic time: a straight line while running, its slope the speed;
 * constant while stopped. Not for several threads.
 */
final class PlayoutClock {
  private boolean running;
  private long anchorUs;
  private long anchorNanos;
  private double rate = 1;

  /**
   * From {@code atNanos} on, which may be in the near future, the programme runs from {@code
   * positionUs}.
   *
   * @param newRate speed, 1 is normal, negative is backwards; not 0
   */
  void start(long positionUs, long atNanos, double newRate) {
    running = true;
    anchorUs = positionUs;
    anchorNanos = atNanos;
    rate = newRate;
  }

  /** Stands still where it is. */
  void stop(long now) {
    anchorUs = positionUs(now);
    running = false;
  }

  /** Stands still at this time. */
  void setPosition(long positionUs) {
    anchorUs = positionUs;
    running = false;
  }

  /** Microseconds; before the start has come, the time it will start from. */
  long positionUs(long now) {
    // a double counts nanoseconds exactly for a hundred days
    return running ? anchorUs + (long) (Math.max(0, now - anchorNanos) / 1000 * rate) : anchorUs;
  }

  /** When this time is due; meaningful while running only. */
  long dueNanos(long ptsUs) {
    return anchorNanos + (long) ((ptsUs - anchorUs) * 1000 / rate);
  }
}
