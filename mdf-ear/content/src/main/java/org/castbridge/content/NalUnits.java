/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * H.264 and H.265 NAL units in a stored sample, each behind its length (ISO/IEC 14496-15 section
 * 4.3.3).
 */
public final class NalUnits {
  /** nal_unit_type of an IDR picture's slices (H.264 table 7-1). */
  public static final int IDR = 5;

  /** First and last nal_unit_type of pictures where H.265 decoding can start (H.265 table 7-1). */
  public static final int BLA_W_LP = 16;

  /** See {@link #BLA_W_LP}. */
  public static final int CRA_NUT = 21;

  private NalUnits() {}

  /**
   * One NAL unit in a sample.
   *
   * @param at index of its first byte
   */
  public record Unit(int at, int length) {}

  /**
   * The NAL units of a sample, in order.
   *
   * @throws ContentException if the lengths do not add up to the sample; the offset counts from the
   *     sample's start
   */
  public static List<Unit> units(byte[] sample, int lengthSize) throws ContentException {
    List<Unit> units = new ArrayList<>();
    for (int at = 0; at < sample.length; ) {
      int length = length(sample, at, lengthSize);
      units.add(new Unit(at + lengthSize, length));
      at += lengthSize + length;
    }
    return units;
  }

  /** The sample with every length as four bytes. */
  static byte[] widenLengths(byte[] sample, int lengthSize) throws ContentException {
    List<Unit> units = units(sample, lengthSize);
    ByteBuffer wide = ByteBuffer.allocate(sample.length + units.size() * (4 - lengthSize));
    for (Unit unit : units) {
      wide.putInt(unit.length()).put(sample, unit.at(), unit.length());
    }
    return wide.array();
  }

  private static int length(byte[] sample, int at, int lengthSize) throws ContentException {
    int room = sample.length - at - lengthSize;
    long length = 0;
    for (int i = 0; i < lengthSize && room > 0; i++) {
      length = length << 8 | (sample[at + i] & 0xff);
    }
    if (length <= 0 || length > room) {
      throw new ContentException(
          "mdat", at, "a NAL unit of " + length + " bytes where " + room + " are left");
    }
    return (int) length;
  }
}
