/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.List;
import java.util.Random;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Cuts the access units of one track into RTP payloads. One per viewer and track; not for several
 * threads.
 */
public sealed interface Payloader permits H264Payloader, Vp8Payloader, OpusPayloader {

  /**
   * Appends the unit's payloads, in sending order, to {@code out}; the last one has the marker if
   * the format uses it.
   *
   * @throws PayloadException if the unit is malformed; nothing has been appended then
   */
  void packetise(AccessUnit unit, List<RtpPayload> out) throws PayloadException;

  /**
   * The payloader for a film's picture. {@code random} gives what the format wants to start at
   * random.
   */
  static Payloader of(FilmInfo.Video video, Random random) {
    return switch (video.codec()) {
      case H264 -> new H264Payloader(video.parameterSets(), RtpPayload.MAX_SIZE);
      case VP8 -> new Vp8Payloader(random.nextInt(1 << 15), RtpPayload.MAX_SIZE);
      case OPUS -> throw new IllegalArgumentException("Opus is no video codec");
    };
  }
}
