/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.fec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The exclusive or of a few RTP packets, header fields and all (RFC 8627 section 6.2 and 6.3). */
final class Parity {
  /** Bytes of the fixed RTP header. */
  static final int RTP_HEADER = 12;

  /** Of the usual largest packet. */
  private static final int ROOM = 1280;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** Version, padding, extension, CSRC count; marker, payload type; length; timestamp. */
  private final byte[] header = new byte[8];

  /** Nothing as long as nothing is protected: most viewers never are. */
  private byte[] payload = new byte[0];

  private int length;
  private int base;
  private long mask;
  private int count;

  void clear() {
    Arrays.fill(header, (byte) 0);
    Arrays.fill(payload, 0, length, (byte) 0);
    length = 0;
    mask = 0;
    count = 0;
  }

  /** Adds the RTP packet in {@code b} from {@code at} to {@code end}. */
  void add(byte[] b, int at, int end) {
    int sequence = (b[at + 2] & 0xFF) << 8 | (b[at + 3] & 0xFF);
    if (count == 0) {
      base = sequence;
    }
    count++;
    mask |= 1L << 63 - (sequence - base & 0xFFFF);
    int size = end - at - RTP_HEADER;
    header[0] ^= b[at];
    header[1] ^= b[at + 1];
    header[2] ^= (byte) (size >>> 8);
    header[3] ^= (byte) size;
    for (int i = 4; i < 8; i++) {
      header[i] ^= b[at + i];
    }
    if (size > payload.length) {
      payload = Arrays.copyOf(payload, Math.max(size, ROOM));
    }
    length = Math.max(length, size);
    xor(b, at + RTP_HEADER, size);
  }

  private void xor(byte[] b, int from, int size) {
    int i = 0;
    for (; i + 8 <= size; i += 8) {
      LONGS.set(payload, i, (long) LONGS.get(payload, i) ^ (long) LONGS.get(b, from + i));
    }
    for (; i < size; i++) {
      payload[i] ^= b[from + i];
    }
  }

  byte[] header() {
    return header;
  }

  byte[] payload() {
    return payload;
  }

  /** Bytes of the longest packet behind its fixed header. */
  int length() {
    return length;
  }

  /** Sequence number of the first packet. */
  int base() {
    return base;
  }

  /** A bit for each packet, that of the first one highest. */
  long mask() {
    return mask;
  }

  int count() {
    return count;
  }
}
