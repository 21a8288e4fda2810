/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The other end of one TCP connection of ICE-TCP (RFC 6544), as an address among the others.
 *
 * <p>Each connection is itself only: it equals neither another connection nor a UDP address, though
 * address and port be the same. {@code InetSocketAddress} has the last word on equality; so what it
 * compares is the connection's number, written as an address of the discard prefix 100::/64 (RFC
 * 6666), to which no route leads.
 */
public final class TcpAddress extends InetSocketAddress {
  private static final long serialVersionUID = 1L;

  private final InetSocketAddress peer;

  /**
   * @param peer where the connection comes from
   * @param connection a number no other connection of this process has
   */
  public TcpAddress(InetSocketAddress peer, long connection) {
    super(name(connection), peer.getPort());
    this.peer = peer;
  }

  private static InetAddress name(long connection) {
    byte[] address =
        ByteBuffer.allocate(16).putLong(0x0100_0000_0000_0000L).putLong(connection).array();
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are always an address", e);
    }
  }

  /** The transport address of the peer. */
  public InetSocketAddress peer() {
    return peer;
  }

  /** The transport address, whatever the transport. */
  public static InetSocketAddress transport(InetSocketAddress address) {
    return address instanceof TcpAddress tcp ? tcp.peer : address;
  }

  @Override
  public String toString() {
    return "TCP " + peer;
  }
}
