/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.figures;

import org.castbridge.media.playout.PlayoutState;
import org.castbridge.media.session.RenditionShown;
import org.castbridge.media.session.SessionStatistics;

/**
 * One session at one moment.
 *
 * @param showing id of the film or channel
 * @param lateNanos how late its last service was, against when it was due
 * @param lateness its services since it began, by how late; of the same classes as the whole
 * @param rendition of the picture shown
 * @param capturing whether a packet capture of it runs
 */
public record SessionFigures(
    String id,
    String showing,
    PlayoutState state,
    SessionStatistics statistics,
    Zaps zaps,
    long lateNanos,
    DeliveryFigures.Lateness lateness,
    RenditionShown rendition,
    boolean capturing) {

  /**
   * Switches to another film or channel.
   *
   * @param count so far
   * @param lastNanos from the last command to the first packet of what it asked for; -1 if there
   *     was none, or it has not left yet
   */
  public record Zaps(long count, long lastNanos) {}
}
