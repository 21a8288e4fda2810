/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.jca;

import java.util.Map;

/** The media delivery in JMX, as {@value #NAME}. Counts are since start. */
public interface MediaDeliveryMXBean {
  String NAME = "org.castbridge:type=MediaDelivery";

  int getSessions();

  boolean isAccepting();

  double getLoad();

  long getSessionsCreated();

  long getSessionsRefused();

  long getSessionsFailed();

  long getHandshakes();

  long getHandshakesFailed();

  long getDatagramsIn();

  long getBytesIn();

  long getDatagramsOut();

  long getBytesOut();

  /** System calls' messages: fewer than datagrams when segmentation offload is at work. */
  long getSends();

  long getStunAnswered();

  /** Session events that reached no listener. */
  long getEventsLost();

  /** Datagrams dropped, by reason. */
  Map<String, Long> getDropped();

  /**
   * Lateness of sending over the last second, 99th percentile of the worst event loop, in
   * milliseconds.
   */
  int getLatenessP99Millis();

  /** Of every session, 1000 at most: session's id to figures by name. */
  Map<String, Map<String, String>> getSessionTable();

  /** Of every channel: channel's id to figures by name. */
  Map<String, Map<String, Long>> getChannelTable();

  /**
   * Begins to capture a session's RTP and RTCP, in the clear, as pcapng; one that runs already is
   * ended.
   *
   * @param megabytes where it ends by itself
   * @return the file, in the server's data folder
   */
  String startCapture(String session, int megabytes);

  /** Ends it; returns the file, or null if none ran. */
  String stopCapture(String session);

  String getTransport();

  String getMediaAddresses();

  String getStunAddress();
}
