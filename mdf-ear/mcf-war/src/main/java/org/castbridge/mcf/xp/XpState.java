/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import java.util.List;

/**
 * Where playing stands.
 *
 * @param state {@code ready}, {@code playing}, {@code paused} or {@code ended}
 * @param position in seconds
 * @param scale the speed, 1 is normal
 * @param duration in seconds
 * @param scales the speeds that can be asked for
 */
public record XpState(
    String state, double position, double scale, double duration, List<Double> scales) {
  public XpState {
    scales = List.copyOf(scales);
  }
}
