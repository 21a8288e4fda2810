/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where authenticated checks of the peer have come from. */
final class CheckedAddresses {
  /**
   * Addresses one peer may check from; the oldest not selected makes room. Bounds memory, not
   * candidates.
   */
  static final int MAX = 16;

  private final Set<InetSocketAddress> addresses = new LinkedHashSet<>();

  void add(InetSocketAddress from, InetSocketAddress selected) {
    if (addresses.add(from) && addresses.size() > MAX) {
      addresses.stream().filter(a -> !a.equals(selected)).findFirst().ifPresent(addresses::remove);
    }
  }

  boolean contains(InetSocketAddress address) {
    return addresses.contains(address);
  }

  void clear() {
    addresses.clear();
  }
}
