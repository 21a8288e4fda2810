/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.Arrays;

/** Bytes put together, up to a limit: what is beyond it is not kept, and told. */
final class ByteSink {
  /** Capacity that is kept for the next unit. */
  private static final int KEPT = 1 << 18;

  private final int limit;
  private byte[] bytes = new byte[256];
  private int size;
  private boolean full;

  ByteSink(int limit) {
    this.limit = limit;
  }

  void put(int octet) {
    if (room(1)) {
      bytes[size++] = (byte) octet;
    }
  }

  void putInt(int value) {
    put(value >>> 24);
    put(value >>> 16);
    put(value >>> 8);
    put(value);
  }

  void put(byte[] from, int offset, int length) {
    if (room(length)) {
      System.arraycopy(from, offset, bytes, size, length);
      size += length;
    }
  }

  private boolean room(int length) {
    if (full || length > limit - size) {
      full = true;
      return false;
    }
    if (length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(2 * bytes.length, size + length)));
    }
    return true;
  }

  /** False if something did not find room. */
  boolean fits() {
    return !full;
  }

  int size() {
    return size;
  }

  /** Forgets what is behind {@code size}. */
  void truncate(int newSize) {
    size = newSize;
  }

  void clear() {
    size = 0;
    full = false;
    if (bytes.length > KEPT) {
      bytes = new byte[KEPT];
    }
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
