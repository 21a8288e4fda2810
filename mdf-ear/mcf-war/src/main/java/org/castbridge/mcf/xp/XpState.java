/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import java.util.List;

/**
 * Where playing stands.
 *
 * @param state {@code ready}, {@code playing}, {@code paused} or {@code ended}
 * @param position in seconds; of a channel UTC since 1970
 * @param scale the speed, 1 is normal
 * @param duration in seconds
 * @param scales the speeds that can be asked for
 * @param window what can be played; null if the Media Delivery Function does not say
 */
public record XpState(
    String state,
    double position,
    double scale,
    double duration,
    List<Double> scales,
    Window window) {

  /**
   * What can be played.
   *
   * @param start the oldest second
   * @param end the newest second
   * @param live whether it is the newest that is played
   */
  public record Window(double start, double end, boolean live) {}

  /** What is closer to the newest than this is at it, recorded or not. */
  private static final double EDGE_SECONDS = 1.5;

  public XpState {
    scales = List.copyOf(scales);
  }

  /** Whether there is anything but the newest to be played. */
  public boolean isRecorded() {
    return window != null && window.start() > 0 && window.end() > window.start() + EDGE_SECONDS;
  }
}
