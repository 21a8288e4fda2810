/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.signalling.sdp.Fmtp;
import org.castbridge.signalling.sdp.MediaDescription;
import org.castbridge.signalling.sdp.RtpMap;
import org.castbridge.signalling.sdp.SdpException;

/**
 * The payload types of an offered media section under which a track of the film goes out.
 *
 * @param format of the codec
 * @param rtx of its retransmissions, null if none were offered
 */
record CodecChoice(RtpMap format, RtpMap rtx) {

  /** The best offered format for the film's picture. */
  static Optional<CodecChoice> video(MediaDescription section, FilmInfo.Video video)
      throws SdpException {
    if (video.codec() == Codec.H264) {
      return h264(section, ProfileLevel.parse(video.profileLevelId()));
    }
    return first(section, video.codec());
  }

  /** The first offered format of this codec. */
  static Optional<CodecChoice> first(MediaDescription section, Codec codec) throws SdpException {
    for (RtpMap map : offered(section).values()) {
      if (isCodec(map, codec)) {
        return Optional.of(withRtx(section, map));
      }
    }
    return Optional.empty();
  }

  private static Optional<CodecChoice> h264(MediaDescription section, ProfileLevel film)
      throws SdpException {
    Optional<RtpMap> best =
        offered(section).values().stream()
            .filter(
                map -> isCodec(map, Codec.H264) && distance(section, map, film) < Integer.MAX_VALUE)
            .min(Comparator.comparingInt(map -> distance(section, map, film)));
    return best.isPresent() ? Optional.of(withRtx(section, best.get())) : Optional.empty();
  }

  /**
   * RFC 6184 section 6.3: FU-A and STAP-A, which we cannot do without, need packetization-mode 1.
   */
  private static int distance(MediaDescription section, RtpMap map, ProfileLevel film) {
    Fmtp fmtp = section.fmtp(Integer.toString(map.payloadType()));
    ProfileLevel offered = ProfileLevel.parse(fmtp.first("profile-level-id").orElse(null));
    if (offered == null || !fmtp.first("packetization-mode").orElse("0").equals("1")) {
      return Integer.MAX_VALUE;
    }
    return offered.distance(film);
  }

  private static boolean isCodec(RtpMap map, Codec codec) {
    return map.is(codec.encodingName()) && map.clockRate() == codec.clockRate();
  }

  private static CodecChoice withRtx(MediaDescription section, RtpMap format) throws SdpException {
    String apt = Integer.toString(format.payloadType());
    for (RtpMap map : offered(section).values()) {
      Fmtp fmtp = section.fmtp(Integer.toString(map.payloadType()));
      if (map.is("rtx") && fmtp.first("apt").orElse("").equals(apt)) {
        return new CodecChoice(format, map);
      }
    }
    return new CodecChoice(format, null);
  }

  /** Only payload types that the m= line lists count (RFC 8866 section 5.14). */
  private static Map<Integer, RtpMap> offered(MediaDescription section) throws SdpException {
    Map<Integer, RtpMap> maps = section.rtpMaps();
    maps.keySet().removeIf(pt -> !section.formats().contains(Integer.toString(pt)));
    return maps;
  }
}
