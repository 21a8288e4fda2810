/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/** RFC 6184, packetization-modes 0 and 1. */
final class H264Depacketiser extends NalDepacketiser {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;

  H264Depacketiser() {
    super(NalFormat.H264);
  }

  @Override
  boolean startsUnit(byte[] b, int offset, int length) {
    int type = b[offset] & 0x1F;
    if (type == STAP_A) {
      return length > 3 && startsPicture(b, offset + 3, length - 3);
    }
    if (type == FU_A) {
      // the slice header follows the FU header, as it would follow the NAL unit's
      boolean slice = length > 2 && ((b[offset + 1] & 0x1F) == 1 || (b[offset + 1] & 0x1F) == 5);
      return slice && b[offset + 1] < 0 && b[offset + 2] < 0;
    }
    return startsPicture(b, offset, length);
  }

  @Override
  boolean append(byte[] b, int offset, int length) {
    int type = b[offset] & 0x1F;
    int end = offset + length;
    if (type == STAP_A) {
      return length > 1 && aggregated(b, offset + 1, end);
    }
    if (type == FU_A) {
      if (length < 3) {
        return false;
      }
      int flags = b[offset + 1];
      int header = b[offset] & 0xE0 | flags & 0x1F;
      return fragment(header, (flags & 0x80) != 0, (flags & 0x40) != 0, b, offset + 2, end);
    }
    return type >= 1 && type < STAP_A && nal(b, offset, length);
  }
}
