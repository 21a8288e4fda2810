/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

import java.util.List;
import java.util.Objects;

/**
 * What is known of a film before its first access unit.
 *
 * @param id content id, as in the store
 * @param durationUs length in microseconds, greater than zero: the end of the last access unit
 * @param video null if the film has no picture
 * @param audio null if the film has no sound
 */
public record FilmInfo(String id, long durationUs, Video video, Audio audio) {
  public FilmInfo {
    Objects.requireNonNull(id);
    if (durationUs <= 0) {
      throw new IllegalArgumentException("duration " + durationUs);
    }
    if (video == null && audio == null) {
      throw new IllegalArgumentException("a film needs a picture or sound");
    }
  }

  /**
   * The picture.
   *
   * @param profileLevelId six hexadecimal digits (RFC 6184 section 8.1), null unless H.264
   * @param parameterSets H.264: SPS and PPS NAL units without length or start code (from avcC), in
   *     the order they are to be sent; empty for other codecs. They go out before every IDR picture
   *     that does not bring its own.
   * @param frameRate pictures a second, on average
   */
  public record Video(
      Codec codec,
      String profileLevelId,
      int width,
      int height,
      double frameRate,
      List<byte[]> parameterSets) {
    public Video {
      if (codec.track() != Track.VIDEO) {
        throw new IllegalArgumentException(codec + " is no video codec");
      }
      if ((codec == Codec.H264) != (profileLevelId != null)) {
        throw new IllegalArgumentException(
            "profile-level-id goes with H.264 only: " + profileLevelId);
      }
      parameterSets = List.copyOf(parameterSets);
    }
  }

  /** The sound. */
  public record Audio(Codec codec, int channels) {
    public Audio {
      if (codec.track() != Track.AUDIO) {
        throw new IllegalArgumentException(codec + " is no audio codec");
      }
    }
  }
}
