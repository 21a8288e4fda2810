/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/** RFC 7798, without decoding order numbers. */
final class H265Depacketiser extends NalDepacketiser {
  private static final int AGGREGATION = 48;
  private static final int FRAGMENTATION = 49;

  H265Depacketiser() {
    super(NalFormat.H265);
  }

  @Override
  boolean startsUnit(byte[] b, int offset, int length) {
    int type = format.type(b[offset]);
    if (type == AGGREGATION) {
      return length > 4 && startsPicture(b, offset + 4, length - 4);
    }
    if (type == FRAGMENTATION) {
      boolean slice = length > 3 && (b[offset + 2] & 0x3F) < 32;
      return slice && b[offset + 2] < 0 && b[offset + 3] < 0;
    }
    return startsPicture(b, offset, length);
  }

  @Override
  boolean append(byte[] b, int offset, int length) {
    int type = format.type(b[offset]);
    int end = offset + length;
    if (type == AGGREGATION) {
      return length > 2 && aggregated(b, offset + 2, end);
    }
    if (type == FRAGMENTATION) {
      if (length < 4) {
        return false;
      }
      int flags = b[offset + 2];
      int first = b[offset] & 0x81 | (flags & 0x3F) << 1;
      int header = first << 8 | b[offset + 1] & 0xFF;
      return fragment(header, (flags & 0x80) != 0, (flags & 0x40) != 0, b, offset + 3, end);
    }
    return type < AGGREGATION && nal(b, offset, length);
  }
}
