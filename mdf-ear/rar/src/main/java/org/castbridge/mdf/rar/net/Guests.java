/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Others than viewers whose datagrams come in at a media port: encoders. For the port's loop. */
final class Guests {
  /** One of them. */
  interface Guest {
    /** On the port's loop; the array may be kept. */
    void datagram(byte[] b, InetSocketAddress from);
  }

  private final Map<String, Guest> byUfrag = new HashMap<>();
  private final Map<InetSocketAddress, Guest> byAddress = new HashMap<>();

  /** Checks that carry this ufrag of ours are the guest's. */
  void admit(String ufrag, Guest guest) {
    byUfrag.put(ufrag, guest);
  }

  /** The guest sends to this address, so what comes from there is the guest's. */
  void recognise(InetSocketAddress address, Guest guest) {
    byAddress.putIfAbsent(address, guest);
  }

  /** The guest is gone. */
  void dismiss(String ufrag, Guest guest) {
    byUfrag.remove(ufrag, guest);
    byAddress.values().removeIf(g -> g == guest);
  }

  /**
   * Hands over a datagram if it is for one of them.
   *
   * @param ufrag ours in a connectivity check, null for anything else
   * @return whether it was
   */
  boolean take(String ufrag, byte[] datagram, int len, InetSocketAddress from) {
    Guest guest = ufrag == null ? byAddress.get(from) : byUfrag.get(ufrag);
    if (guest == null) {
      return false;
    }
    guest.datagram(Arrays.copyOf(datagram, len), from);
    return true;
  }
}
