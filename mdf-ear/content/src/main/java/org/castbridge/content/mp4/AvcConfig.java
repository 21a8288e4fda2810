/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.castbridge.content.ContentException;

/**
 * AVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 5.3.3.1).
 *
 * @param profile profile_idc
 * @param constraints constraint_set flags
 * @param level level_idc
 * @param lengthSize bytes of the length before each NAL unit: 1, 2 or 4
 * @param parameterSets SPS, then PPS, without length or start code; empty is allowed for avc3
 */
public record AvcConfig(
    int profile, int constraints, int level, int lengthSize, List<byte[]> parameterSets) {

  static AvcConfig read(Box avcC) throws ContentException {
    BoxFields fields = avcC.fields();
    if (fields.u8() != 1) {
      throw avcC.error("unknown version of the AVC configuration");
    }
    int profile = fields.u8();
    int constraints = fields.u8();
    int level = fields.u8();
    int lengthSize = (fields.u8() & 3) + 1;
    if (lengthSize == 3) {
      throw avcC.error("NAL unit lengths of 3 bytes do not exist");
    }
    List<byte[]> sets = new ArrayList<>();
    readSets(fields, fields.u8() & 31, sets, avcC);
    readSets(fields, fields.u8(), sets, avcC);
    return new AvcConfig(profile, constraints, level, lengthSize, List.copyOf(sets));
  }

  private static void readSets(BoxFields fields, int count, List<byte[]> sets, Box avcC)
      throws ContentException {
    for (int i = 0; i < count; i++) {
      byte[] set = fields.bytes(fields.u16());
      if (set.length == 0) {
        throw avcC.error(fields.position(), "an empty parameter set");
      }
      sets.add(set);
    }
  }

  /** Six hexadecimal digits as in RFC 6184 section 8.1. */
  public String profileLevelId() {
    return String.format(Locale.ROOT, "%02x%02x%02x", profile, constraints, level);
  }
}
