/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.Arrays;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;

/** Puts the payloads of one access unit together. For one use. */
final class UnitBuilder {
  /** Payload header bytes a packet may need, with some to spare. */
  private static final int OVERHEAD = 16;

  private byte[] bytes;
  private int size;
  private int[] ends;
  private int packets;

  /**
   * @param expected bytes of media to come; more is no fault
   * @param maxPayload of a packet
   */
  UnitBuilder(int expected, int maxPayload) {
    int guess = expected / Math.max(1, maxPayload - OVERHEAD) + 2;
    bytes = new byte[expected + guess * OVERHEAD];
    ends = new int[guess];
  }

  UnitBuilder put(int octet) {
    room(1);
    bytes[size++] = (byte) octet;
    return this;
  }

  UnitBuilder putShort(int value) {
    return put(value >>> 8).put(value);
  }

  UnitBuilder put(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** A number in leb128 (AV1 specification section 4.10.5). */
  UnitBuilder putLeb(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      put(rest | 0x80);
      rest >>>= 7;
    }
    return put(rest);
  }

  /** The packet is complete. */
  void endPacket() {
    if (packets == ends.length) {
      ends = Arrays.copyOf(ends, 2 * packets);
    }
    ends[packets++] = size;
  }

  int packets() {
    return packets;
  }

  PacketisedUnit build(Codec codec, AccessUnit unit, int pictureIdAt) {
    int[] exact = packets == ends.length ? ends : Arrays.copyOf(ends, packets);
    return new PacketisedUnit(codec, unit.ptsUs(), unit.sync(), pictureIdAt, bytes, exact);
  }

  private void room(int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
    }
  }
}
