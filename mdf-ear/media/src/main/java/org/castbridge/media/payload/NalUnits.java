/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * Walks the length-prefixed NAL units of an H.264 or H.265 access unit (ISO/IEC 14496-15 section
 * 4.3, 4-byte lengths) without copying. Not for several threads.
 */
final class NalUnits {
  private static final int LENGTH_SIZE = 4;

  private final byte[] data;
  private final NalFormat format;
  private int offset;
  private int length;

  NalUnits(byte[] data, NalFormat format) {
    this.data = data;
    this.format = format;
  }

  /** Moves to the next NAL unit; false at the end. */
  boolean next() throws PayloadException {
    int at = offset + length;
    if (at == data.length) {
      return false;
    }
    if (data.length - at < LENGTH_SIZE) {
      throw new PayloadException(
          format.codec() + " access unit ends within a NAL unit's length, at byte " + at);
    }
    int size =
        (data[at] & 0xFF) << 24
            | (data[at + 1] & 0xFF) << 16
            | (data[at + 2] & 0xFF) << 8
            | (data[at + 3] & 0xFF);
    if (size < format.headerSize() || size > data.length - at - LENGTH_SIZE) {
      throw new PayloadException(
          format.codec() + " NAL unit of " + (size & 0xFFFFFFFFL) + " bytes, at byte " + at);
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

  /** nal_unit_type. */
  int type() {
    return format.type(data[offset]);
  }
}
