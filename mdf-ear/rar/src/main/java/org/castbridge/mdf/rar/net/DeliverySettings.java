/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * How the media delivery runs.
 *
 * @param address address to listen on; a wildcard listens everywhere and offers the addresses of
 *     all interfaces
 * @param publicAddresses addresses to offer instead, where a 1:1 NAT stands in front; the best
 *     first, empty for none
 * @param mediaPort UDP port of the first event loop, the others follow; 0 lets the system choose
 *     each
 * @param stunPort UDP port of the STUN server, never a media port; 0 lets the system choose;
 *     negative for no STUN server
 * @param loops event loops, one port each; 0 for one less than there are cores, but one at least
 * @param maxSessions sessions at a time
 * @param handshakeThreads DTLS handshakes at a time
 * @param nativeTransport whether to use epoll where there is one; NIO otherwise
 * @param segmentation whether to send with UDP segmentation offload where epoll has it
 * @param fullIce whether viewers get a full ICE agent, which checks towards them; a lite one
 *     otherwise
 * @param tcp whether the media ports listen on TCP too (RFC 6544, passive)
 */
public record DeliverySettings(
    InetAddress address,
    List<InetAddress> publicAddresses,
    int mediaPort,
    int stunPort,
    int loops,
    int maxSessions,
    int handshakeThreads,
    boolean nativeTransport,
    boolean segmentation,
    boolean fullIce,
    boolean tcp) {

  public DeliverySettings {
    Objects.requireNonNull(address, "address");
    publicAddresses = List.copyOf(publicAddresses);
    if (maxSessions < 1 || handshakeThreads < 1 || loops < 0) {
      throw new IllegalArgumentException(
          "maxSessions and handshakeThreads must be positive, loops not negative");
    }
    int last = mediaPort + effective(loops) - 1;
    if (mediaPort < 0 || last > 65_535 || stunPort > 65_535) {
      throw new IllegalArgumentException(
          "no such UDP port: media " + mediaPort + " to " + last + ", STUN " + stunPort);
    }
    if (mediaPort > 0 && stunPort >= mediaPort && stunPort <= last) {
      // libwebrtc takes everything from a STUN server's address for STUN answers: media would never
      // connect
      throw new IllegalArgumentException("STUN port " + stunPort + " is one of the media ports");
    }
  }

  private static int effective(int loops) {
    return loops > 0 ? loops : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** Number of event loops that will run. */
  public int loopCount() {
    return effective(loops);
  }
}
