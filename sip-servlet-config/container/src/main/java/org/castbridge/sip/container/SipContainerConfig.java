/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.util.List;
import java.util.Objects;
import org.castbridge.sip.container.guard.TrustedPeers;

/**
 * How one SIP container is set up.
 *
 * @param domain the domain that is answered for besides the connectors' addresses; null for none
 * @param defaultApplication the application that takes every initial request no other is named for;
 *     null for none
 * @param trustedPeers who may send initial requests
 * @param threads number of threads that read and process UDP messages, at least 1
 * @param statistics whether requests and responses are counted
 * @param connectors what to listen on, in order; the first is used where an application names no
 *     interface
 */
public record SipContainerConfig(
    String domain,
    String defaultApplication,
    TrustedPeers trustedPeers,
    int threads,
    boolean statistics,
    List<Connector> connectors) {

  public SipContainerConfig {
    Objects.requireNonNull(trustedPeers, "trustedPeers");
    connectors = List.copyOf(connectors);
  }

  /**
   * One address to listen on.
   *
   * @param name the operator's name for it
   * @param protocol {@code udp} or {@code tcp}
   * @param host IP address to bind
   * @param port 1 to 65535
   */
  public record Connector(String name, String protocol, String host, int port) {}
}
