/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.Locale;

/**
 * H.264's profile-level-id (RFC 6184 section 8.1): how well an offered one fits a stored film.
 *
 * @param idc profile_idc
 * @param constraints profile-iop
 * @param level level_idc
 */
record ProfileLevel(int idc, int constraints, int level) {
  private static final int BASELINE = 0x42;
  private static final int MAIN = 0x4D;
  private static final int HIGH = 0x64;
  private static final int HIGH_444 = 0xF4;

  /** constraint_set1_flag: what makes Baseline the Constrained Baseline every decoder has. */
  private static final int SET1 = 0x40;

  /** RFC 6184 section 8.1: what a missing parameter means. */
  private static final ProfileLevel DEFAULT = new ProfileLevel(BASELINE, 0, 10);

  /** Null if the text is no profile-level-id. */
  static ProfileLevel parse(String text) {
    if (text == null) {
      return DEFAULT;
    }
    if (!text.toLowerCase(Locale.ROOT).matches("[0-9a-f]{6}")) {
      return null;
    }
    int value = Integer.parseInt(text, 16);
    return new ProfileLevel(value >> 16, value >> 8 & 0xFF, value & 0xFF);
  }

  /**
   * If a receiver that offers this may be sent a film of that profile and level. Browsers offer
   * Constrained Baseline and Main, yet decode High as well: all 8-bit 4:2:0 profiles are one to
   * them; the others must be named.
   *
   * @param asymmetric level-asymmetry-allowed: browsers that state it decode more than the level
   */
  boolean plays(ProfileLevel film, boolean asymmetric) {
    boolean profile = film.profile() <= 3 || idc == film.idc;
    return profile && (asymmetric || level >= film.level);
  }

  /**
   * How well a receiver that offers this copes with a film of that profile and level; smaller is
   * better. Browsers offer level 3.1 and no High profile, yet decode both: these come last.
   */
  int distance(ProfileLevel film) {
    int profile =
        equals(film) || profile() == film.profile() ? 0 : profile() > film.profile() ? 1 : 2;
    return 4 * profile + (level < film.level ? 2 : 0) + (equals(film) ? 0 : 1);
  }

  /** Each profile's decoders play those of the smaller numbers. */
  private int profile() {
    return switch (idc) {
      case BASELINE -> (constraints & SET1) != 0 ? 0 : 1;
      case MAIN -> 2;
      case HIGH -> 3;
      case HIGH_444 -> 4;
      default -> 5;
    };
  }
}
