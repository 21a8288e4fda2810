/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

/**
 * Where a request came from.
 *
 * @param address IP address of the peer as text, as the transport saw it
 * @param port port of the peer; of a TCP connection made by the peer it is ephemeral
 * @param sentByPort port the peer says it listens on, from the topmost Via (RFC 3261 18.1.1),
 *     default applied
 */
public record Source(String address, int port, int sentByPort) {

  /**
   * Whether both name the same sender. Over TCP the peer's own port says nothing, so the listening
   * port of its Via counts; the address is the transport's and cannot be chosen by the sender.
   */
  public boolean sameSender(Source other) {
    return address.equals(other.address) && (sentByPort == other.sentByPort || port == other.port);
  }

  @Override
  public String toString() {
    return address + ":" + sentByPort;
  }
}
