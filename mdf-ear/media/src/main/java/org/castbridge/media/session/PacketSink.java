/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.net.InetSocketAddress;

/**
 * Where a session writes what leaves now: packet behind packet into the shell's own array, so that
 * nothing is allocated or copied for a packet. For one thread.
 */
public interface PacketSink {
  /**
   * The array to write the next packet into, at {@link #offset}; there are {@code room} bytes at
   * least. Asking again without writing is harmless.
   */
  byte[] buffer(int room);

  /** Where the next packet begins; valid after {@link #buffer}. */
  int offset();

  /**
   * A packet of this length stands at {@link #offset}.
   *
   * @param media false for STUN and DTLS, whose recipient may be new
   */
  void written(int length, InetSocketAddress to, boolean media);

  /** True when this viewer should give way to others, or the socket takes no more. */
  boolean full();

  /**
   * True when what goes to that address waits longer than is good, as on a TCP connection that
   * takes less than it is given: then pictures are left out, whole, instead of being sent late.
   */
  default boolean slow(InetSocketAddress to) {
    return false;
  }
}
