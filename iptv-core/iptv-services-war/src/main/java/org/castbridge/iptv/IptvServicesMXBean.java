/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv;

/** What an operator sees of the IPTV services in JMX: {@code org.castbridge:type=IptvServices}. */
public interface IptvServicesMXBean {
  boolean isDatabaseUp();

  /** Why the database is down; empty while it is up. */
  String getDatabaseCause();

  /** Films in the catalogue; -1 before the first look at the asset store succeeded. */
  int getFilms();

  /** Channels of broadcast television; -1 before the first look at their list succeeded. */
  int getChannels();

  /** Why the list of channels could not be used at the last look; empty if it could. */
  String getChannelFault();

  /** Descriptions that could not be used at the last look; empty if there are none. */
  String getAssetFaults();

  /** Subscriptions to service discovery. */
  int getSdfWatchers();

  int getSdfRegistrations();

  int getScfRegistrations();

  /** Sessions that have begun and not ended. */
  int getScfActiveSessions();

  /** Sessions the MCF has accepted since the start. */
  long getScfEstablishedSessions();

  /** INVITEs refused by rights, unknown film or database since the start. */
  long getScfRefusedSessions();

  /** Version of the service attachment information, 1 to 255. */
  int getAttachmentVersion();

  /** Looks at the asset store now, not at the next turn. */
  void lookAtStore();
}
