/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

/** Figures of the gateway, {@code org.castbridge:type=SignallingGateway}. */
public interface SignallingGatewayMXBean {
  /** Open W2 connections. */
  int getUsers();

  /** Film sessions open or being opened. */
  int getSessions();

  /** First registrations since the start. */
  long getRegistrations();

  /** Films opened since the start. */
  long getFilmsOpened();

  /** SIP requests sent, ACK not counted. */
  long getSipRequests();

  /** RTSP requests sent. */
  long getRtspRequests();

  /** Requests on Xa, posters not counted. */
  long getXaRequests();

  /** Errors told to browsers. */
  long getErrors();
}
