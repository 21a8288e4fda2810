/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net.tcp;

import io.netty.buffer.ByteBuf;

/**
 * Cuts a TCP stream into frames: two bytes of length, then so many bytes (RFC 4571 section 2).
 * Holds one frame at most.
 */
final class FrameReader {
  /** What WebRTC never exceeds; a longer frame is an error of the peer. */
  static final int MAX_FRAME = 2047;

  private static final int PREFIX = 2;

  /** Takes a whole frame; the bytes are valid during the call. */
  interface Frames {
    void frame(byte[] b, int length);
  }

  private final byte[] prefix = new byte[PREFIX];
  private final byte[] frame = new byte[MAX_FRAME];
  private int prefixFilled;
  private int length;
  private int filled;

  /** Takes what has arrived; false when the stream cannot be read any further. */
  boolean read(ByteBuf in, Frames frames) {
    while (in.isReadable()) {
      if (prefixFilled < PREFIX) {
        prefix[prefixFilled++] = in.readByte();
        if (prefixFilled < PREFIX) {
          continue;
        }
        length = (prefix[0] & 0xFF) << 8 | prefix[1] & 0xFF;
        filled = 0;
        if (length > MAX_FRAME) {
          return false;
        }
      }
      int more = Math.min(length - filled, in.readableBytes());
      in.readBytes(frame, filled, more);
      filled += more;
      if (filled == length) {
        prefixFilled = 0;
        if (length > 0) { // an empty frame is allowed and means nothing
          frames.frame(frame, length);
        }
      }
    }
    return true;
  }
}
