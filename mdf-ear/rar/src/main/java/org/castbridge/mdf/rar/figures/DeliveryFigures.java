/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import java.util.List;
import java.util.Map;

/**
 * The media delivery at one moment.
 *
 * @param totals counters since start by name, in camel case
 * @param dropped datagrams by reason
 * @param lateness what was served, by how late
 * @param sessions in no order; perhaps not all
 * @param sessionsLeftOut how many are not among them
 */
public record DeliveryFigures(
    int alive,
    boolean accepting,
    double load,
    Map<String, Long> totals,
    Map<String, Long> dropped,
    Lateness lateness,
    List<SessionFigures> sessions,
    int sessionsLeftOut,
    List<ChannelFigures> channels) {
  public DeliveryFigures {
    sessions = List.copyOf(sessions);
    channels = List.copyOf(channels);
  }

  /**
   * @param boundsMillis upper bounds of the classes
   * @param counts one more than there are bounds: the last class has none
   */
  public record Lateness(int[] boundsMillis, long[] counts) {}
}
