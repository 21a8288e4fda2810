/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/** RFC 7741. */
final class Vp8Depacketiser extends Depacketiser {
  private static final int EXTENDED = 0x80;
  private static final int START = 0x10;
  private static final int PARTITION = 0x07;

  @Override
  boolean startsUnit(byte[] b, int offset, int length) {
    return (b[offset] & START) != 0 && (b[offset] & PARTITION) == 0;
  }

  @Override
  void reset() {}

  @Override
  boolean append(byte[] b, int offset, int length) {
    int at = descriptor(b, offset, offset + length);
    if (at < 0 || sink.size() == 0 && !startsUnit(b, offset, length)) {
      return false;
    }
    if (sink.size() == 0) {
      // RFC 6386 section 9.1: the first bit is 0 for key frames
      sync = (b[at] & 1) == 0;
    }
    sink.put(b, at, offset + length - at);
    return true;
  }

  /** Section 4.2: index behind the descriptor; -1 if nothing is behind it. */
  private static int descriptor(byte[] b, int offset, int end) {
    int at = offset + 1;
    if ((b[offset] & EXTENDED) != 0) {
      if (at >= end) {
        return -1;
      }
      int fields = b[at++];
      if ((fields & 0x80) != 0 && at < end) { // I
        at += b[at] < 0 ? 2 : 1;
      }
      at += (fields & 0x40) != 0 ? 1 : 0; // L
      at += (fields & 0x30) != 0 ? 1 : 0; // T, K
    }
    return at < end ? at : -1;
  }

  @Override
  boolean complete() {
    return true;
  }
}
