/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import org.castbridge.content.ContentException;

/**
 * AV1CodecConfigurationRecord (AV1 Codec ISO Media File Format Binding section 2.3).
 *
 * @param profileNumber seq_profile
 * @param level seq_level_idx_0
 * @param tier seq_tier_0
 * @param plain true if it is 8 bits and 4:2:0
 * @param record the record itself
 */
public record Av1Config(int profileNumber, int level, int tier, boolean plain, byte[] record)
    implements CodecConfig {

  /**
   * @throws ContentException if it is no such record
   */
  public static Av1Config parse(byte[] record) throws ContentException {
    ConfigFields fields = new ConfigFields(record, "av1C");
    if (fields.u8() != 0x81) {
      throw fields.error("unknown version of the AV1 configuration");
    }
    int profile = fields.u8();
    int format = fields.u8();
    fields.skip(1);
    boolean plain = profile >> 5 == 0 && (format & 0x7c) == 0x0c;
    return new Av1Config(profile >> 5, profile & 31, format >> 7, plain, record.clone());
  }

  /**
   * The record for a stream whose key frame this is.
   *
   * @throws ContentException if the temporal unit has no sequence header
   */
  public static Av1Config ofUnit(byte[] unit) throws ContentException {
    byte[] header = Av1Units.sequenceHeader(unit);
    if (header == null) {
      throw new ContentException("av1C", 0, "no sequence header in the key frame");
    }
    return parse(Av1Units.record(header));
  }

  @Override
  public String profile() {
    return "profile=" + profileNumber + ";level-idx=" + level + ";tier=" + tier;
  }
}
