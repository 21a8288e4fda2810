/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

/**
 * Reads bits, most significant first; behind the end they are zeros, and {@link #over()} says so.
 */
final class BitReader {
  private final byte[] data;
  private final int endBit;
  private int bit;

  BitReader(byte[] data, int from, int to) {
    this.data = data;
    this.bit = from * 8;
    this.endBit = to * 8;
  }

  boolean over() {
    return bit > endBit;
  }

  boolean flag() {
    return bits(1) == 1;
  }

  /** At most 32 bits. */
  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | (bit < endBit ? data[bit >> 3] >> 7 - (bit & 7) & 1 : 0);
      bit++;
    }
    return value;
  }

  void skip(int count) {
    bit += count;
  }

  /** ue(v), an Exp-Golomb code (H.264 section 9.1); codes over 31 zeros come out as 0. */
  int exponential() {
    int zeros = 0;
    while (zeros < 32 && !over() && !flag()) {
      zeros++;
    }
    return zeros == 0 || zeros >= 32 ? 0 : (1 << zeros) - 1 + bits(zeros);
  }

  /** uvlc() of AV1 (section 4.10.3), read only to be skipped. */
  void skipVariable() {
    int zeros = 0;
    while (zeros < 32 && !over() && !flag()) {
      zeros++;
    }
    skip(zeros < 32 ? zeros : 0);
  }
}
