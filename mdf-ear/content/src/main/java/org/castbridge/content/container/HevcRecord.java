/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.castbridge.content.ContentException;

/** Builds an HEVCDecoderConfigurationRecord out of parameter sets. */
final class HevcRecord {
  private static final int VPS = 32;
  private static final int SPS = 33;
  private static final int PPS = 34;

  /** NAL header, and the byte with sps_video_parameter_set_id before profile_tier_level. */
  private static final int PROFILE_AT = 3;

  private static final int PROFILE_LENGTH = 12;

  private HevcRecord() {}

  static byte[] of(List<byte[]> sets) throws ContentException {
    byte[] sps =
        sets.stream()
            .filter(set -> type(set) == SPS)
            .findFirst()
            .map(HevcRecord::withoutEmulation)
            .orElseThrow(() -> new ContentException("hvcC", 0, "no sequence parameter set"));
    if (sps.length < PROFILE_AT + PROFILE_LENGTH + 1) {
      throw new ContentException("hvcC", 0, "the sequence parameter set is cut off");
    }
    BitReader bits = new BitReader(sps, PROFILE_AT + PROFILE_LENGTH, sps.length);
    int subLayers = sps[2] >> 1 & 7;
    skipSubLayers(bits, subLayers);
    bits.exponential(); // sps_seq_parameter_set_id
    int chroma = bits.exponential();
    if (chroma == 3) {
      bits.skip(1);
    }
    bits.exponential();
    bits.exponential();
    if (bits.flag()) {
      for (int i = 0; i < 4; i++) {
        bits.exponential(); // conformance window
      }
    }
    int luma = bits.exponential();
    int colour = bits.exponential();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(sps, PROFILE_AT, PROFILE_LENGTH);
    out.writeBytes(new byte[] {(byte) 0xf0, 0, (byte) 0xfc, (byte) (0xfc | chroma & 3)});
    out.writeBytes(new byte[] {(byte) (0xf8 | luma & 7), (byte) (0xf8 | colour & 7), 0, 0});
    out.write(subLayers + 1 << 3 | (sps[2] & 1) << 2 | 3);
    out.write(3);
    for (int type : new int[] {VPS, SPS, PPS}) {
      array(out, type, sets.stream().filter(set -> type(set) == type).toList());
    }
    return out.toByteArray();
  }

  private static void array(ByteArrayOutputStream out, int type, List<byte[]> sets) {
    out.write(0x80 | type); // array_completeness
    out.writeBytes(ByteBuffer.allocate(2).putShort((short) sets.size()).array());
    for (byte[] set : sets) {
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) set.length).array());
      out.writeBytes(set);
    }
  }

  /** The part of profile_tier_level (H.265 section 7.3.3) about sub-layers. */
  private static void skipSubLayers(BitReader bits, int subLayers) {
    int flags = bits.bits(2 * subLayers);
    if (subLayers > 0) {
      bits.skip(2 * (8 - subLayers));
    }
    for (int i = 0; i < subLayers; i++) {
      int of = flags >> 2 * (subLayers - 1 - i);
      bits.skip(((of & 2) != 0 ? 88 : 0) + ((of & 1) != 0 ? 8 : 0));
    }
  }

  private static int type(byte[] nal) {
    return nal.length < 2 ? -1 : nal[0] >> 1 & 63;
  }

  /** Without emulation_prevention_three_byte (H.265 section 7.4.2). */
  private static byte[] withoutEmulation(byte[] nal) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte b : nal) {
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      out.write(b);
      zeros = b == 0 ? zeros + 1 : 0;
    }
    return out.toByteArray();
  }
}
