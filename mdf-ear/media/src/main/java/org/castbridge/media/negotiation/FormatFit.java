/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.signalling.sdp.Fmtp;

/** How well an offered format fits a rendition of the picture; smaller is better. */
final class FormatFit {
  /** Not at all. */
  static final int NONE = Integer.MAX_VALUE;

  /** Browsers state a level below what they decode: put last, not excluded. */
  private static final int LEVEL_EXCEEDED = 2;

  private FormatFit() {}

  static int distance(NegotiatedFormat format, FilmInfo.Video video) {
    if (format.codec() != video.codec()) {
      return NONE;
    }
    Fmtp offered = Fmtp.parse("0 " + format.fmtp());
    Fmtp stored = Fmtp.parse("0 " + video.profile());
    return switch (format.codec()) {
      case H264 -> h264(format, offered, video);
      case H265 -> h265(offered, stored);
      case VP9 -> number(offered, "profile-id", 0) == number(stored, "profile-id", 0) ? 0 : NONE;
      case AV1 -> av1(offered, stored);
      case VP8 -> 0;
      case OPUS -> NONE;
    };
  }

  private static int h264(NegotiatedFormat format, Fmtp offered, FilmInfo.Video video) {
    ProfileLevel receiver = ProfileLevel.parse(offered.first("profile-level-id").orElse(null));
    ProfileLevel film = ProfileLevel.parse(video.profileLevelId());
    boolean asymmetric = offered.first("level-asymmetry-allowed").orElse("0").equals("1");
    if (receiver == null || film == null || !receiver.plays(film, asymmetric)) {
      return NONE;
    }
    int distance = 2 * receiver.distance(film);
    if (format.packetizationMode() == 1) {
      return distance;
    }
    // RFC 6184 section 6.2: in mode 0 there is no way to cut a NAL unit
    boolean fits = video.maxNal() > 0 && video.maxNal() <= PacketisedUnit.MAX_PAYLOAD;
    return fits ? distance + 1 : NONE;
  }

  /** RFC 7798 section 7.1: the receiver's level bounds what it is sent, unless it says more. */
  private static int h265(Fmtp offered, Fmtp stored) {
    int profile = number(offered, "profile-id", 1);
    int film = number(stored, "profile-id", 1);
    int level = Math.max(number(offered, "level-id", 93), number(offered, "max-recv-level-id", 0));
    boolean tier = number(offered, "tier-flag", 0) >= number(stored, "tier-flag", 0);
    if (!tier || level < number(stored, "level-id", 93)) {
      return NONE;
    }
    // a Main 10 decoder plays Main (ITU-T H.265 A.3.3)
    return profile == film ? 0 : profile == 2 && film == 1 ? 1 : NONE;
  }

  /**
   * AV1 RTP specification section 7.2.3; a decoder of a profile plays those below it (AV1 section
   * A.2).
   */
  private static int av1(Fmtp offered, Fmtp stored) {
    int above = number(offered, "profile", 0) - number(stored, "profile", 0);
    if (above < 0 || number(offered, "tier", 0) < number(stored, "tier", 0)) {
      return NONE;
    }
    boolean exceeded = number(offered, "level-idx", 5) < number(stored, "level-idx", 0);
    return 3 * above + (exceeded ? LEVEL_EXCEEDED : 0);
  }

  /** {@code missing} also for what is no number: such a format is as if the parameter were not. */
  private static int number(Fmtp fmtp, String name, int missing) {
    String text = fmtp.first(name).orElse("");
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : missing;
  }
}
