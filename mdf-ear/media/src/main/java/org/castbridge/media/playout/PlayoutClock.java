/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/**
 * Film time against monotonic time: a straight line while running, constant while stopped. Not for
 * several threads.
 *
 * <p>Only normal speed; other speeds would be another slope of the same line.
 */
final class PlayoutClock {
  private boolean running;
  private long anchorUs;
  private long anchorNanos;

  /**
   * From {@code atNanos} on, which may be in the near future, the film runs from {@code
   * positionUs}.
   */
  void start(long positionUs, long atNanos) {
    running = true;
    anchorUs = positionUs;
    anchorNanos = atNanos;
  }

  /** Stands still where it is. */
  void stop(long now) {
    anchorUs = positionUs(now);
    running = false;
  }

  /** Stands still at this film time. */
  void setPosition(long positionUs) {
    anchorUs = positionUs;
    running = false;
  }

  /** Film time in microseconds; before the start has come, the time it will start from. */
  long positionUs(long now) {
    return running ? anchorUs + Math.max(0, now - anchorNanos) / 1000 : anchorUs;
  }

  /** When this film time is due; meaningful while running only. */
  long dueNanos(long ptsUs) {
    return anchorNanos + (ptsUs - anchorUs) * 1000;
  }
}
