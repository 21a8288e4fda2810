/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

/** Big-endian numbers in byte arrays. */
final class Bytes {
  private Bytes() {}

  static int u16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
  }

  static long u32(byte[] b, int at) {
    return (long) u16(b, at) << 16 | u16(b, at + 2);
  }

  /** 64 bits as they are; values of 2^63 and above come out negative and fail every check. */
  static long u64(byte[] b, int at) {
    return u32(b, at) << 32 | u32(b, at + 4);
  }
}
