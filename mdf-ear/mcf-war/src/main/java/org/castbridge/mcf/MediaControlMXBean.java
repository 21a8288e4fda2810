/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

/**
 * What a manager can see of the Media Control Function, as {@code
 * org.castbridge:type=MediaControl}.
 */
public interface MediaControlMXBean {

  /** Sessions that have not ended, those being set up among them. */
  int getSessions();

  /** Open connections on Xc. */
  int getRtspConnections();

  long getSessionsOpened();

  long getSessionsAnswered();

  long getSessionsRefused();

  long getSessionsEnded();

  long getEndedByTimeout();

  long getEndedByMdf();

  long getPlays();

  long getPauses();

  long getAnnounces();

  long getRtspErrors();

  /** Switches to another channel, and back to the live edge, that were asked for. */
  long getZaps();

  /** Changes to time-shifted television that were asked for. */
  long getTimeShifts();
}
