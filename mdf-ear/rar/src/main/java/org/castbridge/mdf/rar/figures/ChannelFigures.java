/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.util.Map;

/**
 * One channel at one moment.
 *
 * @param viewers sessions that show it
 * @param counters by name, since it was opened; names in camel case, as in {@code keyFrames}
 */
public record ChannelFigures(String id, int viewers, Map<String, Long> counters) {
  public ChannelFigures {
    counters = Map.copyOf(counters);
  }
}
