/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/**
 * Reads the bits of a parameter set's payload (ITU-T H.264 and H.265 section 7.2), skipping
 * emulation prevention bytes. Behind the end there are zeros, and {@link #exhausted} says so:
 * parameter sets come from the network.
 */
final class BitReader {
  private final byte[] data;
  private int at;
  private int zeros;
  private int current;
  private int left;
  private boolean exhausted;

  /** Starts behind the NAL unit's header. */
  BitReader(byte[] nal, int headerSize) {
    data = nal;
    at = headerSize;
  }

  boolean exhausted() {
    return exhausted;
  }

  private void nextByte() {
    if (at < data.length && zeros >= 2 && data[at] == 3) {
      at++;
      zeros = 0;
    }
    if (at >= data.length) {
      exhausted = true;
      current = 0;
    } else {
      current = data[at++] & 0xFF;
      zeros = current == 0 ? zeros + 1 : 0;
    }
    left = 8;
  }

  int bit() {
    if (left == 0) {
      nextByte();
    }
    left--;
    return current >> left & 1;
  }

  boolean flag() {
    return bit() == 1;
  }

  /** u(n), n up to 32. */
  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      bit();
    }
  }

  /** ue(v), section 9.1; values beyond 2^31 do not occur and are read as the largest. */
  int ue() {
    int zerosAhead = 0;
    while (!exhausted && bit() == 0) {
      zerosAhead++;
    }
    if (zerosAhead > 30 || exhausted) {
      exhausted = true;
      return 0;
    }
    return (1 << zerosAhead) - 1 + bits(zerosAhead);
  }

  /** se(v), section 9.1.1. */
  int se() {
    int code = ue();
    return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
  }
}
