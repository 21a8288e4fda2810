/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/** Reads bits, the most significant first; behind the end there are zeros. */
final class PlainBits {
  private final byte[] data;
  private final long end;
  private long at;
  private boolean exhausted;

  PlainBits(byte[] data, int from, int to) {
    this.data = data;
    this.at = 8L * from;
    this.end = 8L * to;
  }

  boolean exhausted() {
    return exhausted;
  }

  int bit() {
    if (at >= end) {
      exhausted = true;
      return 0;
    }
    int bit = data[(int) (at >> 3)] >> (7 - (at & 7)) & 1;
    at++;
    return bit;
  }

  boolean flag() {
    return bit() == 1;
  }

  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }
}
