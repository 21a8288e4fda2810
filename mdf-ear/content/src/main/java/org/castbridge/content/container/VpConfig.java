/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import org.castbridge.content.ContentException;

/**
 * VPCodecConfigurationRecord (VP Codec ISO Media File Format Binding 1.0), of VP8 and VP9.
 *
 * @param vp9 false: VP8
 * @param level ten times the level, 0 if not known
 */
public record VpConfig(boolean vp9, int profileNumber, int level, int bitDepth)
    implements CodecConfig {
  private static final int FRAME_MARKER = 2;

  /** VP8 has one profile as far as a receiver is concerned. */
  public static final VpConfig VP8 = new VpConfig(false, 0, 0, 8);

  /**
   * @param record a vpcC box's contents, version and flags included
   * @throws ContentException if it is no such record
   */
  public static VpConfig parse(byte[] record, boolean vp9) throws ContentException {
    ConfigFields fields = new ConfigFields(record, "vpcC");
    int version = fields.u8();
    fields.skip(3);
    int profile = fields.u8();
    int level = fields.u8();
    int depth = fields.u8() >> 4;
    if (version > 1 || profile > 3 || depth > 12) {
      throw fields.error("profile " + profile + " with " + depth + " bits does not exist");
    }
    return new VpConfig(vp9, profile, level, depth == 0 ? 8 : depth);
  }

  /**
   * The profile a VP9 frame names in its first byte (VP9 bitstream specification section 6.2), for
   * files that have no configuration.
   */
  public static VpConfig ofFrame(byte[] frame) {
    int first = frame.length == 0 ? 0 : frame[0];
    int profile = (first >> 5 & 1) | (first >> 4 & 1) << 1;
    return new VpConfig(true, profile, 0, profile < 2 ? 8 : 10);
  }

  /** True if a VP9 frame, or the first of a superframe, is a key frame. */
  public static boolean isVp9KeyFrame(byte[] frame) {
    BitReader bits = new BitReader(frame, 0, frame.length);
    if (bits.bits(2) != FRAME_MARKER) {
      return false;
    }
    int profile = bits.bits(1) | bits.bits(1) << 1;
    if (profile == 3) {
      bits.skip(1);
    }
    boolean shown = bits.flag(); // show_existing_frame
    return !shown && !bits.flag() && !bits.over(); // frame_type: 0 is KEY_FRAME
  }

  @Override
  public String profile() {
    return vp9 ? "profile-id=" + profileNumber : "";
  }

  @Override
  public boolean plain() {
    return !vp9 || profileNumber == 0;
  }
}
