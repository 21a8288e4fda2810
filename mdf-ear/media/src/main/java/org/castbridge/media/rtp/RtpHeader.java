/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes RTP headers (RFC 3550 section 5.1), with header extensions (RFC 8285) where asked for. */
public final class RtpHeader {
  /** Bytes of the fixed header. */
  public static final int SIZE = 12;

  /** RFC 8285 section 4.2: profile of the one-byte extension header. */
  private static final int ONE_BYTE_PROFILE = 0xBEDE;

  /** P, in the first octet. */
  private static final int PADDING = 0x20;

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
   * Pads a packet (section 5.1): sets its P bit, and writes the padding with its length in the last
   * octet.
   *
   * @param packet index of the packet
   * @param end index behind it so far
   * @param padding bytes, 1 to 255
   * @return the index behind the packet
   */
  public static int pad(byte[] b, int packet, int end, int padding) {
    b[packet] |= PADDING;
    int last = end + padding - 1;
    Arrays.fill(b, end, last, (byte) 0);
    b[last] = (byte) padding;
    return last + 1;
  }

  /**
   * A header extension element of the one-byte form (RFC 8285 section 4.2).
   *
   * @param id from the offer, 1 to 14
   * @param value 1 to 16 bytes
   */
  public static byte[] element(int id, byte... value) {
    if (id < 1 || id > 14 || value.length == 0 || value.length > 16) {
      throw new IllegalArgumentException(
          "no one-byte header extension: id " + id + ", " + value.length + " bytes");
    }
    byte[] element = new byte[1 + value.length];
    element[0] = (byte) (id << 4 | (value.length - 1));
    System.arraycopy(value, 0, element, 1, value.length);
    return element;
  }

  /**
   * MID (RFC 8843 section 15).
   *
   * @param mid 1 to 16 ASCII characters
   */
  public static byte[] mid(int id, String mid) {
    return element(id, mid.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Limits of the receiver's delay, http://www.webrtc.org/experiments/rtp-hdrext/playout-delay: 12
   * bits each, in steps of 10 ms.
   */
  public static byte[] playoutDelay(int id, int minMillis, int maxMillis) {
    int both = (minMillis / 10 & 0xFFF) << 12 | (maxMillis / 10 & 0xFFF);
    return element(id, (byte) (both >>> 16), (byte) (both >>> 8), (byte) both);
  }

  /**
   * The header extension block with these elements, ready to be copied behind the fixed header;
   * null without any.
   */
  public static byte[] extension(List<byte[]> elements) {
    if (elements.isEmpty()) {
      return null;
    }
    int size = elements.stream().mapToInt(e -> e.length).sum();
    int words = (size + 3) / 4;
    byte[] block = new byte[4 + 4 * words];
    block[0] = (byte) (ONE_BYTE_PROFILE >>> 8);
    block[1] = (byte) ONE_BYTE_PROFILE;
    block[3] = (byte) words;
    int at = 4;
    for (byte[] element : elements) {
      System.arraycopy(element, 0, block, at, element.length);
      at += element.length;
    }
    return block;
  }

  static void writeInt(byte[] b, int at, int value) {
    b[at] = (byte) (value >>> 24);
    b[at + 1] = (byte) (value >>> 16);
    b[at + 2] = (byte) (value >>> 8);
    b[at + 3] = (byte) value;
  }
}
