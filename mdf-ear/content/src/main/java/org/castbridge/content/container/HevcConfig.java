/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.ContentException;

/**
 * HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 8.3.3.1).
 *
 * @param profileIdc general_profile_idc
 * @param tier general_tier_flag
 * @param level general_level_idc
 * @param plain true if it is 8 bits and 4:2:0
 * @param lengthSize bytes of the length before each NAL unit: 1, 2 or 4
 * @param parameterSets VPS, SPS, PPS without length or start code
 * @param record the record itself
 */
public record HevcConfig(
    int profileIdc,
    int tier,
    int level,
    boolean plain,
    int lengthSize,
    List<byte[]> parameterSets,
    byte[] record)
    implements CodecConfig {
  /** nal_unit_types of the parameter sets (H.265 table 7-1), in sending order. */
  private static final int[] PARAMETER_SETS = {32, 33, 34};

  /**
   * @throws ContentException if it is no such record
   */
  public static HevcConfig parse(byte[] record) throws ContentException {
    ConfigFields fields = new ConfigFields(record, "hvcC");
    int version = fields.u8();
    if (version > 1) {
      throw fields.error("unknown version of the HEVC configuration");
    }
    int profile = fields.u8();
    fields.skip(4 + 6);
    int level = fields.u8();
    fields.skip(2 + 1);
    int chroma = fields.u8() & 3;
    int luma = fields.u8() & 7;
    int colour = fields.u8() & 7;
    fields.skip(2);
    int lengthSize = (fields.u8() & 3) + 1;
    if (lengthSize == 3) {
      throw fields.error("NAL unit lengths of 3 bytes do not exist");
    }
    boolean plain = chroma == 1 && luma == 0 && colour == 0;
    return new HevcConfig(
        profile & 31,
        profile >> 5 & 1,
        level,
        plain,
        lengthSize,
        parameterSets(fields),
        record.clone());
  }

  private static List<byte[]> parameterSets(ConfigFields fields) throws ContentException {
    List<List<byte[]>> byType = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int arrays = fields.u8();
    for (int i = 0; i < arrays; i++) {
      int type = fields.u8() & 63;
      List<byte[]> sets = new ArrayList<>();
      AvcConfig.readSets(fields, fields.u16(), sets);
      for (int k = 0; k < PARAMETER_SETS.length; k++) {
        if (type == PARAMETER_SETS[k]) {
          byType.get(k).addAll(sets);
        }
      }
    }
    List<byte[]> all = new ArrayList<>();
    byType.forEach(all::addAll);
    return List.copyOf(all);
  }

  @Override
  public String profile() {
    return "profile-id=" + profileIdc + ";level-id=" + level + ";tier-flag=" + tier;
  }

  /**
   * The configuration for these parameter sets, with lengths of four bytes.
   *
   * @throws ContentException if there is no whole sequence parameter set among them
   */
  public static HevcConfig of(List<byte[]> sets) throws ContentException {
    return parse(HevcRecord.of(sets));
  }
}
