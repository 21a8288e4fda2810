/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

import java.util.List;
import java.util.Objects;

/**
 * What is known of a film before its first access unit.
 *
 * @param id content id, as in the store
 * @param durationUs length in microseconds: the end of the last access unit; 0 only for what grows
 *     and has nothing yet
 * @param videos renditions of the picture, the preferred one first; empty if there is no picture
 * @param audios of the sound, the preferred one first; empty if there is no sound
 */
public record FilmInfo(String id, long durationUs, List<Video> videos, List<Audio> audios) {
  public FilmInfo {
    Objects.requireNonNull(id);
    videos = List.copyOf(videos);
    audios = List.copyOf(audios);
    if (durationUs < 0) {
      throw new IllegalArgumentException("duration " + durationUs);
    }
    if (videos.isEmpty() && audios.isEmpty()) {
      throw new IllegalArgumentException("a film needs a picture or sound");
    }
  }

  /** A film with at most one rendition of each; null for none. */
  public FilmInfo(String id, long durationUs, Video video, Audio audio) {
    this(
        id,
        durationUs,
        video == null ? List.of() : List.of(video),
        audio == null ? List.of() : List.of(audio));
  }

  /** The preferred rendition of the picture; null if there is none. */
  public Video video() {
    return videos.isEmpty() ? null : videos.get(0);
  }

  /** The preferred sound; null if there is none. */
  public Audio audio() {
    return audios.isEmpty() ? null : audios.get(0);
  }

  /**
   * A rendition of the picture.
   *
   * @param profile the format parameters that identify profile and level, as they would stand in
   *     {@code a=fmtp}: {@code profile-level-id=64001f} (H.264, RFC 6184), {@code
   *     profile-id=1;level-id=93;tier-flag=0} (H.265, RFC 7798), {@code profile-id=0} (VP9, RFC
   *     9628), {@code profile=0;level-idx=5;tier=0} (AV1); empty for VP8 or if not known
   * @param frameRate pictures a second, on average
   * @param bitrate bits a second on average, 0 if not known
   * @param maxNal bytes of the largest NAL unit, 0 if not known or the codec has none: H.264 goes
   *     out in packetization-mode 0 only if each fits one packet
   * @param parameterSets H.264: SPS and PPS, H.265: VPS, SPS and PPS: NAL units without length or
   *     start code, in the order they are to be sent; empty for other codecs. They go out before
   *     every sync picture that does not bring its own.
   */
  public record Video(
      Codec codec,
      String profile,
      int width,
      int height,
      double frameRate,
      int bitrate,
      int maxNal,
      List<byte[]> parameterSets) {
    private static final String PROFILE_LEVEL_ID = "profile-level-id=";

    public Video {
      Objects.requireNonNull(profile);
      if (codec.track() != Track.VIDEO) {
        throw new IllegalArgumentException(codec + " is no video codec");
      }
      if ((codec == Codec.H264) != profile.startsWith(PROFILE_LEVEL_ID)) {
        throw new IllegalArgumentException(
            "profile-level-id goes with H.264 only: " + codec + " " + profile);
      }
      if (bitrate < 0 || maxNal < 0) {
        throw new IllegalArgumentException("bit rate " + bitrate + ", largest NAL unit " + maxNal);
      }
      parameterSets = List.copyOf(parameterSets);
    }

    /** H.264's six hexadecimal digits (RFC 6184 section 8.1); null for other codecs. */
    public String profileLevelId() {
      return codec == Codec.H264 ? profile.substring(PROFILE_LEVEL_ID.length()) : null;
    }

    /** H.264's {@link #profile()} for these six hexadecimal digits. */
    public static String h264Profile(String profileLevelId) {
      return PROFILE_LEVEL_ID + profileLevelId;
    }
  }

  /**
   * A sound.
   *
   * @param language BCP 47 tag; null if not known
   */
  public record Audio(Codec codec, int channels, String language) {
    public Audio {
      if (codec.track() != Track.AUDIO) {
        throw new IllegalArgumentException(codec + " is no audio codec");
      }
    }
  }
}
