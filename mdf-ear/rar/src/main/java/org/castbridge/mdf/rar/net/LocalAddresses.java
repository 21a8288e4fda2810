/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which addresses stand in the answer's candidate lines for one port. */
final class LocalAddresses {
  private LocalAddresses() {}

  /**
   * The public addresses where a 1:1 NAT has some, else the one listened on, else, for a wildcard,
   * those of all interfaces that are up: without link-local ones, with loopback only when there is
   * nothing else, and IPv6 ones only for the IPv6 wildcard.
   */
  static List<InetSocketAddress> of(DeliverySettings settings, int port) throws IOException {
    if (!settings.publicAddresses().isEmpty()) {
      return settings.publicAddresses().stream().map(a -> new InetSocketAddress(a, port)).toList();
    }
    if (!settings.address().isAnyLocalAddress()) {
      return List.of(new InetSocketAddress(settings.address(), port));
    }
    List<InetSocketAddress> outside = new ArrayList<>();
    for (NetworkInterface i : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (i.isUp() && !i.isLoopback()) {
        for (InetAddress a : Collections.list(i.getInetAddresses())) {
          if (!a.isLinkLocalAddress() && reaches(settings.address(), a)) {
            outside.add(new InetSocketAddress(withoutScope(a), port));
          }
        }
      }
    }
    return outside.isEmpty()
        ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        : outside;
  }

  /** A socket on 0.0.0.0 hears IPv4 alone, one on :: both. */
  private static boolean reaches(InetAddress wildcard, InetAddress a) {
    return wildcard instanceof Inet6Address || a instanceof Inet4Address;
  }

  /** A scope id means nothing to the other end. */
  private static InetAddress withoutScope(InetAddress a) throws IOException {
    return InetAddress.getByAddress(a.getAddress());
  }
}
