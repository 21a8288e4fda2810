/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.routing;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.ims.message.Source;
import org.castbridge.signalling.ims.TrustDomain;

/**
 * The core's trust domain (RFC 3324 2.3): application servers, by address. A port narrows it to
 * peers that say in Via that they listen there, for hosts that run trusted and other programs;
 * between hosts the address alone is what counts.
 */
public final class TrustedPeers {
  private record Peer(TrustDomain host, int port) {}

  private final List<Peer> peers;

  private TrustedPeers(List<Peer> peers) {
    this.peers = List.copyOf(peers);
  }

  /**
   * @param text {@code address[:port]} separated by commas or blanks; IPv6 addresses in brackets
   * @throws IllegalArgumentException naming the entry that is wrong
   */
  public static TrustedPeers parse(String text) {
    List<Peer> peers = new ArrayList<>();
    for (String entry : text.trim().split("[,\\s]+")) {
      if (!entry.isEmpty()) {
        peers.add(peer(entry));
      }
    }
    return new TrustedPeers(peers);
  }

  private static Peer peer(String entry) {
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > entry.lastIndexOf(']');
    String host = hasPort ? entry.substring(0, colon) : entry;
    if (host.isEmpty() || (!host.startsWith("[") && host.indexOf(':') >= 0)) {
      throw new IllegalArgumentException("not an address[:port] of a trusted peer: " + entry);
    }
    try {
      int port = hasPort ? Integer.parseInt(entry.substring(colon + 1)) : -1;
      return new Peer(TrustDomain.of(List.of(host)), port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not an address[:port] of a trusted peer: " + entry, e);
    }
  }

  public boolean contains(Source source) {
    return peers.stream()
        .anyMatch(
            p ->
                (p.port() < 0 || p.port() == source.sentByPort())
                    && p.host().contains(source.address()));
  }
}
