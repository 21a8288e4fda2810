/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * Into what a picture is cut: as few pieces as fit, and all alike. The last one is but some bytes
 * shorter, so that {@link PacketisedUnit#padding} makes it equal: then all of a picture's packets,
 * and a packet of sound behind them, can leave in one segmented send, which wants equal segments
 * but for a shorter last one.
 */
final class Pieces {
  private Pieces() {}

  /**
   * Bytes of each piece but the last.
   *
   * @param length of the whole, at least 1
   * @param room for a piece in a packet
   */
  static int size(int length, int room) {
    int pieces = (length + room - 1) / room;
    return (length + pieces - 1) / pieces;
  }
}
