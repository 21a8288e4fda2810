/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.Arrays;

/** AV1 open bitstream units in a stored temporal unit (AV1 specification sections 5.3 to 5.5). */
public final class Av1Units {
  private static final int SEQUENCE_HEADER = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;
  private static final int SELECT = 2;

  private Av1Units() {}

  /**
   * True if decoding can start with this temporal unit: a sequence header, then a key frame that is
   * shown.
   */
  public static boolean isKeyFrame(byte[] unit) {
    boolean sequence = false;
    for (int at = 0; at >= 0 && at < unit.length; at = next(unit, at)) {
      int type = unit[at] >> 3 & 15;
      if (type == SEQUENCE_HEADER) {
        sequence = true;
      } else if (type == FRAME || type == FRAME_HEADER) {
        int body = body(unit, at);
        // show_existing_frame 0, frame_type KEY_FRAME 00, show_frame 1
        return sequence && body >= 0 && body < unit.length && (unit[body] & 0xf0) == 0x10;
      }
    }
    return false;
  }

  /** True if the lengths of the units add up to the temporal unit. */
  public static boolean wellFormed(byte[] unit) {
    int at = 0;
    while (at >= 0 && at < unit.length) {
      at = next(unit, at);
    }
    return at == unit.length && at > 0;
  }

  /** The sequence header, with its header and size, or null. */
  static byte[] sequenceHeader(byte[] unit) {
    for (int at = 0; at >= 0 && at < unit.length; ) {
      int next = next(unit, at);
      if (next > 0 && (unit[at] >> 3 & 15) == SEQUENCE_HEADER) {
        return Arrays.copyOfRange(unit, at, next);
      }
      at = next;
    }
    return null;
  }

  /** The configuration record for a sequence header. */
  static byte[] record(byte[] sequenceHeader) {
    int body = Math.max(0, body(sequenceHeader, 0));
    BitReader bits = new BitReader(sequenceHeader, body, sequenceHeader.length);
    Header header = new Header(bits);
    byte[] record = Arrays.copyOf(new byte[] {(byte) 0x81, 0, 0, 0}, 4 + sequenceHeader.length);
    record[1] = (byte) (header.profile << 5 | header.level);
    record[2] = (byte) (header.tier << 7 | header.colour);
    System.arraycopy(sequenceHeader, 0, record, 4, sequenceHeader.length);
    return record;
  }

  /** Index of the unit's payload, or -1 if its size does not fit. */
  private static int body(byte[] unit, int at) {
    boolean extended = (unit[at] & 4) != 0;
    boolean sized = (unit[at] & 2) != 0;
    int body = at + (extended ? 2 : 1);
    while (sized && body < unit.length && (unit[body] & 0x80) != 0) {
      body++;
    }
    body += sized ? 1 : 0;
    return body <= unit.length ? body : -1;
  }

  /** Index behind the unit, or -1 if it does not fit. */
  private static int next(byte[] unit, int at) {
    boolean extended = (unit[at] & 4) != 0;
    if ((unit[at] & 2) == 0) {
      return unit.length; // obu_has_size_field 0: to the end
    }
    long size = 0;
    int i = at + (extended ? 2 : 1);
    for (int shift = 0; shift < 56 && i < unit.length; shift += 7) {
      int b = unit[i++];
      size |= (long) (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        return size <= unit.length - i ? i + (int) size : -1;
      }
    }
    return -1;
  }

  /** sequence_header_obu (section 5.5.1) as far as the configuration record repeats it. */
  private static final class Header {
    private final BitReader bits;
    private final int profile;
    private int level;
    private int tier;
    private int colour;

    Header(BitReader bits) {
      this.bits = bits;
      profile = bits.bits(3);
      bits.skip(1); // still_picture
      if (bits.flag()) {
        level = bits.bits(5); // reduced_still_picture_header
        skipSize();
        bits.skip(3 + 3);
      } else {
        operatingPoints();
        skipSize();
        skipTools();
      }
      colour();
    }

    private void operatingPoints() {
      boolean decoderModel = false;
      int delayBits = 0;
      if (bits.flag()) { // timing_info_present_flag
        bits.skip(64);
        if (bits.flag()) {
          bits.skipVariable();
        }
        decoderModel = bits.flag();
        if (decoderModel) {
          delayBits = bits.bits(5) + 1;
          bits.skip(32 + 5 + 5);
        }
      }
      boolean display = bits.flag();
      int points = bits.bits(5) + 1;
      for (int i = 0; i < points; i++) {
        bits.skip(12);
        int pointLevel = bits.bits(5);
        int pointTier = pointLevel > 7 ? bits.bits(1) : 0;
        if (decoderModel && bits.flag()) {
          bits.skip(2 * delayBits + 1);
        }
        if (display && bits.flag()) {
          bits.skip(4);
        }
        level = i == 0 ? pointLevel : level;
        tier = i == 0 ? pointTier : tier;
      }
    }

    private void skipSize() {
      int widthBits = bits.bits(4) + 1;
      int heightBits = bits.bits(4) + 1;
      bits.skip(widthBits + heightBits);
    }

    private void skipTools() {
      if (bits.flag()) {
        bits.skip(4 + 3); // frame_id_numbers
      }
      bits.skip(3 + 4); // superblocks, intra tools; inter tools
      boolean order = bits.flag();
      bits.skip(order ? 2 : 0);
      int screen = bits.flag() ? SELECT : bits.bits(1);
      if (screen > 0 && !bits.flag()) {
        bits.skip(1);
      }
      bits.skip(order ? 3 : 0);
      bits.skip(3); // superres, cdef, restoration
    }

    private void colour() {
      boolean high = bits.flag();
      boolean twelve = profile == 2 && high && bits.flag();
      boolean mono = profile != 1 && bits.flag();
      boolean described = bits.flag();
      int primaries = described ? bits.bits(8) : 2;
      int transfer = described ? bits.bits(8) : 2;
      int matrix = described ? bits.bits(8) : 2;
      boolean x = profile != 1;
      boolean y = profile == 0 || mono;
      if (!mono && primaries == 1 && transfer == 13 && matrix == 0) {
        x = false;
        y = false;
      } else if (!mono && profile == 2) {
        bits.skip(1);
        x = !twelve || bits.flag();
        y = twelve && x && bits.flag();
      } else {
        bits.skip(1);
      }
      int position = !mono && x && y ? bits.bits(2) : 0;
      colour =
          (high ? 0x40 : 0)
              | (twelve ? 0x20 : 0)
              | (mono ? 0x10 : 0)
              | (x ? 8 : 0)
              | (y ? 4 : 0)
              | position;
    }
  }
}
