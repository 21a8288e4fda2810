/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.List;

/**
 * The speeds a programme can be played at (RFC 2326 section 12.34): key frames alone beyond normal
 * speed and backwards, slow motion; all of them without sound.
 */
public final class Scales {
  /** All, slowest first. */
  public static final List<Double> ALL =
      List.of(-32.0, -16.0, -8.0, -4.0, -2.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0);

  private Scales() {}

  public static boolean supported(double scale) {
    return ALL.contains(scale);
  }

  /** True if only key frames are shown. */
  static boolean keyFrames(double scale) {
    return Math.abs(scale) >= 2;
  }
}
