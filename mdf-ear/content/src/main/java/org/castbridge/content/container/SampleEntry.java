/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import org.castbridge.media.film.Codec;

/**
 * What the samples of a track are: the first entry; {@code entries} says how many there are.
 *
 * @param format the entry's type in an MP4 file, such as avc1, vp08, Opus, mp4a; for WebM the same
 *     names, or Matroska's codec id where it is none of ours
 * @param width pixels, 0 for audio
 * @param channels 0 for video
 * @param config null for formats that are not played
 */
public record SampleEntry(
    String format, int width, int height, int channels, CodecConfig config, int entries) {

  /** Null if it is none of those the store plays. */
  public Codec codec() {
    return switch (format) {
      case "avc1", "avc3" -> Codec.H264;
      case "hvc1", "hev1" -> Codec.H265;
      case "vp08" -> Codec.VP8;
      case "vp09" -> Codec.VP9;
      case "av01" -> Codec.AV1;
      case "Opus" -> Codec.OPUS;
      default -> null;
    };
  }

  /** Null unless Opus. */
  public OpusConfig opus() {
    return config instanceof OpusConfig opus ? opus : null;
  }

  /** Bytes of the length before each NAL unit; 0 for codecs that have none. */
  public int lengthSize() {
    if (config instanceof AvcConfig avc) {
      return avc.lengthSize();
    }
    return config instanceof HevcConfig hevc ? hevc.lengthSize() : 0;
  }
}
