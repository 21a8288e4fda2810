/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.Optional;
import org.castbridge.media.film.Codec;

/**
 * What a sequence parameter set says of the picture (ITU-T H.264 section 7.3.2.1.1, H.265 section
 * 7.3.2.2).
 *
 * @param profile as in {@code FilmInfo.Video.profile}: the fmtp parameters that name the profile
 * @param frameRate pictures a second; 0 if it does not say
 */
record SequenceParameters(String profile, int width, int height, double frameRate) {
  private static final int MAX_SIDE = 16_384;

  /** Reads the NAL unit; empty if it is broken. */
  static Optional<SequenceParameters> parse(Codec codec, byte[] nal) {
    SequenceParameters read = codec == Codec.H265 ? h265(nal) : h264(nal);
    boolean sane =
        read != null
            && read.width > 0
            && read.width <= MAX_SIDE
            && read.height > 0
            && read.height <= MAX_SIDE;
    return sane ? Optional.of(read) : Optional.empty();
  }

  private static SequenceParameters h264(byte[] nal) {
    if (nal.length < 5) {
      return null;
    }
    BitReader in = new BitReader(nal, 1);
    int profile = in.bits(8);
    int constraints = in.bits(8);
    int level = in.bits(8);
    in.ue();
    int chroma = 1;
    if (hasChromaFormat(profile)) {
      chroma = in.ue();
      if (chroma == 3) {
        in.bit();
      }
      in.ue();
      in.ue();
      in.bit();
      if (in.flag()) {
        skipScalingLists(in, chroma == 3 ? 12 : 8);
      }
    }
    in.ue(); // log2_max_frame_num
    skipPictureOrder(in);
    in.ue(); // max_num_ref_frames
    in.bit();
    int width = (in.ue() + 1) * 16;
    int mapUnits = in.ue() + 1;
    boolean frames = in.flag();
    if (!frames) {
      in.bit();
    }
    int height = mapUnits * 16 * (frames ? 1 : 2);
    in.bit();
    if (in.flag()) {
      int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
      int unitY = (chroma == 1 ? 2 : 1) * (frames ? 1 : 2);
      width -= (in.ue() + in.ue()) * unitX;
      height -= (in.ue() + in.ue()) * unitY;
    }
    if (in.exhausted()) {
      return null;
    }
    String id = String.format("profile-level-id=%02x%02x%02x", profile, constraints, level);
    return new SequenceParameters(id, width, height, h264FrameRate(in));
  }

  private static boolean hasChromaFormat(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private static void skipScalingLists(BitReader in, int count) {
    for (int i = 0; i < count && !in.exhausted(); i++) {
      if (in.flag()) {
        int size = i < 6 ? 16 : 64;
        int last = 8;
        int next = 8;
        for (int j = 0; j < size && !in.exhausted(); j++) {
          if (next != 0) {
            next = (last + in.se() + 256) & 0xFF;
          }
          last = next == 0 ? last : next;
        }
      }
    }
  }

  private static void skipPictureOrder(BitReader in) {
    int type = in.ue();
    if (type == 0) {
      in.ue();
    } else if (type == 1) {
      in.bit();
      in.se();
      in.se();
      int cycle = in.ue();
      for (int i = 0; i < cycle && !in.exhausted(); i++) {
        in.se();
      }
    }
  }

  /** Annex E.1.1, up to the timing information. */
  private static double h264FrameRate(BitReader in) {
    if (!in.flag()) {
      return 0;
    }
    if (in.flag() && in.bits(8) == 255) {
      in.skip(32);
    }
    if (in.flag()) {
      in.bit();
    }
    if (in.flag()) {
      in.skip(4);
      if (in.flag()) {
        in.skip(24);
      }
    }
    if (in.flag()) {
      in.ue();
      in.ue();
    }
    if (!in.flag()) {
      return 0;
    }
    long tick = in.bits(32) & 0xFFFF_FFFFL;
    long scale = in.bits(32) & 0xFFFF_FFFFL;
    double rate = tick == 0 ? 0 : scale / (2.0 * tick);
    return in.exhausted() || rate > 300 ? 0 : rate;
  }

  private static SequenceParameters h265(byte[] nal) {
    if (nal.length < 6) {
      return null;
    }
    BitReader in = new BitReader(nal, 2);
    in.skip(4);
    int subLayers = in.bits(3);
    in.bit();
    in.skip(2);
    int tier = in.bit();
    int profile = in.bits(5);
    in.skip(32 + 48);
    int level = in.bits(8);
    skipSubLayers(in, subLayers);
    in.ue();
    int chroma = in.ue();
    if (chroma == 3) {
      in.bit();
    }
    int width = in.ue();
    int height = in.ue();
    if (in.flag()) {
      width -= (in.ue() + in.ue()) * (chroma == 1 || chroma == 2 ? 2 : 1);
      height -= (in.ue() + in.ue()) * (chroma == 1 ? 2 : 1);
    }
    if (in.exhausted()) {
      return null;
    }
    String id = "profile-id=" + profile + ";level-id=" + level + ";tier-flag=" + tier;
    return new SequenceParameters(id, width, height, 0);
  }

  /** profile_tier_level() of the sub-layers, H.265 section 7.3.3. */
  private static void skipSubLayers(BitReader in, int subLayers) {
    boolean[] profile = new boolean[subLayers];
    boolean[] level = new boolean[subLayers];
    for (int i = 0; i < subLayers; i++) {
      profile[i] = in.flag();
      level[i] = in.flag();
    }
    if (subLayers > 0) {
      in.skip(2 * (8 - subLayers));
    }
    for (int i = 0; i < subLayers; i++) {
      in.skip((profile[i] ? 88 : 0) + (level[i] ? 8 : 0));
    }
  }
}
