/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/** Cuts the access units of one track into RTP payloads. Without state: for any thread. */
public sealed interface Payloader
    permits NalPayloader, Vp8Payloader, Vp9Payloader, Av1Payloader, OpusPayloader {

  /**
   * @throws PayloadException if the unit is malformed, or cannot be sent in this format
   */
  PacketisedUnit packetise(AccessUnit unit) throws PayloadException;

  /** The payloader for a rendition of the picture; H.264 in packetization-mode 1. */
  static Payloader of(FilmInfo.Video video) {
    return of(video, 1);
  }

  /**
   * The payloader for a rendition of the picture.
   *
   * @param packetizationMode of H.264, 0 or 1 (RFC 6184 section 6); of no meaning to other codecs
   */
  static Payloader of(FilmInfo.Video video, int packetizationMode) {
    int max = PacketisedUnit.MAX_PAYLOAD;
    return switch (video.codec()) {
      case H264 -> new H264Payloader(video.parameterSets(), packetizationMode, max);
      case H265 -> new H265Payloader(video.parameterSets(), max);
      case VP8 -> new Vp8Payloader(max);
      case VP9 -> new Vp9Payloader(video.width(), video.height(), max);
      case AV1 -> new Av1Payloader(video.parameterSets(), max);
      case OPUS -> throw new IllegalArgumentException("Opus is no video codec");
    };
  }

  /** The payloader for a sound. */
  static Payloader of(FilmInfo.Audio audio) {
    return new OpusPayloader();
  }
}
