/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/** RFC 9628, flexible and non-flexible mode; the layers of a picture one behind the other. */
final class Vp9Depacketiser extends Depacketiser {
  private static final int PICTURE_ID = 0x80;
  private static final int PREDICTED = 0x40;
  private static final int LAYERED = 0x20;
  private static final int FLEXIBLE = 0x10;
  private static final int BEGIN = 0x08;
  private static final int END = 0x04;
  private static final int STRUCTURE = 0x02;

  private boolean within;

  @Override
  boolean startsUnit(byte[] b, int offset, int length) {
    return (b[offset] & BEGIN) != 0;
  }

  @Override
  void reset() {
    within = false;
  }

  @Override
  boolean append(byte[] b, int offset, int length) {
    int flags = b[offset];
    int at = descriptor(b, offset, offset + length);
    boolean begin = (flags & BEGIN) != 0;
    if (at < 0 || begin == within) {
      return false;
    }
    if (sink.size() == 0) {
      sync = (flags & PREDICTED) == 0;
    }
    within = (flags & END) == 0;
    sink.put(b, at, offset + length - at);
    return true;
  }

  /** Section 4.2: index behind the descriptor; -1 if nothing is behind it. */
  private static int descriptor(byte[] b, int offset, int end) {
    int flags = b[offset];
    int at = offset + 1;
    if ((flags & PICTURE_ID) != 0) {
      at += at < end && b[at] < 0 ? 2 : 1;
    }
    if ((flags & LAYERED) != 0) {
      at += (flags & FLEXIBLE) != 0 ? 1 : 2;
    }
    if ((flags & FLEXIBLE) != 0 && (flags & PREDICTED) != 0) {
      int references = 0;
      boolean more = true;
      while (more) {
        if (at >= end || references++ == 3) {
          return -1;
        }
        more = (b[at++] & 1) != 0;
      }
    }
    if ((flags & STRUCTURE) != 0) {
      at = structure(b, at, end);
    }
    return at >= 0 && at < end ? at : -1;
  }

  /** Section 4.2.1. */
  private static int structure(byte[] b, int from, int end) {
    if (from >= end) {
      return -1;
    }
    int flags = b[from];
    int at = from + 1;
    at += (flags & 0x10) != 0 ? 4 * ((flags >> 5 & 7) + 1) : 0;
    if ((flags & 0x08) != 0) {
      if (at >= end) {
        return -1;
      }
      int pictures = b[at++] & 0xFF;
      for (int i = 0; i < pictures; i++) {
        if (at >= end) {
          return -1;
        }
        at += 1 + (b[at] >> 2 & 3);
      }
    }
    return at;
  }

  @Override
  boolean complete() {
    return !within;
  }
}
