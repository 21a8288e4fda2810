/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * Walks the length-prefixed NAL units of an H.264 access unit (ISO/IEC 14496-15 section 5.3, 4-byte
 * lengths) without copying. Not for several threads.
 */
final class NalUnits {
  static final int TYPE_IDR = 5;
  static final int TYPE_SPS = 7;
  static final int TYPE_PPS = 8;
  static final int TYPE_AUD = 9;
  private static final int LENGTH_SIZE = 4;

  private final byte[] data;
  private int offset;
  private int length;

  NalUnits(byte[] data) {
    this.data = data;
  }

  /** Moves to the next NAL unit; false at the end. */
  boolean next() throws PayloadException {
    int at = offset + length;
    if (at == data.length) {
      return false;
    }
    if (data.length - at < LENGTH_SIZE) {
      throw new PayloadException(
          "H.264 access unit ends within a NAL unit's length, at byte " + at);
    }
    int size =
        (data[at] & 0xFF) << 24
            | (data[at + 1] & 0xFF) << 16
            | (data[at + 2] & 0xFF) << 8
            | (data[at + 3] & 0xFF);
    if (size <= 0 || size > data.length - at - LENGTH_SIZE) {
      throw new PayloadException(
          "H.264 NAL unit of " + (size & 0xFFFFFFFFL) + " bytes, at byte " + at);
    }
    offset = at + LENGTH_SIZE;
    length = size;
    return true;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  /** nal_unit_type (ITU-T H.264 table 7-1). */
  int type() {
    return data[offset] & 0x1F;
  }
}
