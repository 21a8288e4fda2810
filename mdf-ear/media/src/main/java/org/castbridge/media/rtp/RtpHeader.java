/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import java.nio.charset.StandardCharsets;

/**
 * Writes RTP headers (RFC 3550 section 5.1), with the MID extension (RFC 8843 section 15) where
 * asked for.
 */
public final class RtpHeader {
  /** Bytes of the fixed header. */
  public static final int SIZE = 12;

  /** RFC 8285 section 4.2: profile of the one-byte extension header. */
  private static final int ONE_BYTE_PROFILE = 0xBEDE;

  private RtpHeader() {}

  /**
   * Writes the fixed header.
   *
   * @param timestamp 32 bits
   * @param ssrc 32 bits
   * @return the index behind it
   */
  public static int write(
      byte[] b,
      int at,
      int payloadType,
      boolean marker,
      int sequence,
      int timestamp,
      int ssrc,
      boolean extended) {
    b[at] = (byte) (extended ? 0x90 : 0x80);
    b[at + 1] = (byte) ((marker ? 0x80 : 0) | payloadType);
    b[at + 2] = (byte) (sequence >>> 8);
    b[at + 3] = (byte) sequence;
    writeInt(b, at + 4, timestamp);
    writeInt(b, at + 8, ssrc);
    return at + SIZE;
  }

  /**
   * The header extension block that carries a MID, ready to be copied behind the fixed header.
   *
   * @param id extension id from the offer, 1 to 14
   * @param mid 1 to 16 ASCII characters
   */
  public static byte[] midExtension(int id, String mid) {
    byte[] value = mid.getBytes(StandardCharsets.US_ASCII);
    if (id < 1 || id > 14 || value.length == 0 || value.length > 16) {
      throw new IllegalArgumentException(
          "no one-byte header extension for id " + id + ", mid '" + mid + "'");
    }
    int words = (1 + value.length + 3) / 4;
    byte[] block = new byte[4 + 4 * words];
    block[0] = (byte) (ONE_BYTE_PROFILE >>> 8);
    block[1] = (byte) ONE_BYTE_PROFILE;
    block[3] = (byte) words;
    block[4] = (byte) (id << 4 | (value.length - 1));
    System.arraycopy(value, 0, block, 5, value.length);
    return block;
  }

  static void writeInt(byte[] b, int at, int value) {
    b[at] = (byte) (value >>> 24);
    b[at + 1] = (byte) (value >>> 16);
    b[at + 2] = (byte) (value >>> 8);
    b[at + 3] = (byte) value;
  }
}
