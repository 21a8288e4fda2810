/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.castbridge.content.ContentException;

/**
 * AVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 5.3.3.1).
 *
 * @param profileIdc profile_idc
 * @param constraints constraint_set flags
 * @param level level_idc
 * @param lengthSize bytes of the length before each NAL unit: 1, 2 or 4
 * @param parameterSets SPS, then PPS, without length or start code; empty is allowed for avc3
 */
public record AvcConfig(
    int profileIdc, int constraints, int level, int lengthSize, List<byte[]> parameterSets)
    implements CodecConfig {

  /** Constrained baseline, main, extended, high: all with 8 bits and 4:2:0 (H.264 annex A). */
  private static final Set<Integer> PLAIN_PROFILES = Set.of(66, 77, 88, 100);

  /**
   * @throws ContentException if it is no such record
   */
  public static AvcConfig parse(byte[] record) throws ContentException {
    ConfigFields fields = new ConfigFields(record, "avcC");
    if (fields.u8() != 1) {
      throw fields.error("unknown version of the AVC configuration");
    }
    int profile = fields.u8();
    int constraints = fields.u8();
    int level = fields.u8();
    int lengthSize = (fields.u8() & 3) + 1;
    if (lengthSize == 3) {
      throw fields.error("NAL unit lengths of 3 bytes do not exist");
    }
    List<byte[]> sets = new ArrayList<>();
    readSets(fields, fields.u8() & 31, sets);
    readSets(fields, fields.u8(), sets);
    return new AvcConfig(profile, constraints, level, lengthSize, List.copyOf(sets));
  }

  static void readSets(ConfigFields fields, int count, List<byte[]> sets) throws ContentException {
    for (int i = 0; i < count; i++) {
      byte[] set = fields.bytes(fields.u16());
      if (set.length == 0) {
        throw fields.error("an empty parameter set");
      }
      sets.add(set);
    }
  }

  /** Six hexadecimal digits as in RFC 6184 section 8.1. */
  public String profileLevelId() {
    return String.format(Locale.ROOT, "%02x%02x%02x", profileIdc, constraints, level);
  }

  @Override
  public String profile() {
    return "profile-level-id=" + profileLevelId();
  }

  @Override
  public boolean plain() {
    return PLAIN_PROFILES.contains(profileIdc);
  }
}
