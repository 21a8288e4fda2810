/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

/** The CRC of PSI sections (ISO/IEC 13818-1 annex A): 0x04C11DB7, not reflected, no final XOR. */
final class Crc32Mpeg {
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
      }
      TABLE[i] = crc;
    }
  }

  private Crc32Mpeg() {}

  /** 0 over a section with its CRC, if it is whole. */
  static int of(byte[] b, int from, int to) {
    int crc = -1;
    for (int i = from; i < to; i++) {
      crc = crc << 8 ^ TABLE[(crc >>> 24 ^ b[i]) & 0xFF];
    }
    return crc;
  }
}
