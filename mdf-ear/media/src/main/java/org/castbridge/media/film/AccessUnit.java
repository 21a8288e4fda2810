/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

import java.util.Objects;

/**
 * One coded picture or one audio packet, exactly as stored.
 *
 * <p>{@code data} by codec: H.264 and H.265: NAL units, each behind a 4-byte big-endian length, no
 * start codes (ISO/IEC 14496-15 with lengthSizeMinusOne 3); VP8: the frame (RFC 6386); VP9: the
 * frame or superframe; AV1: the temporal unit as in a sample of an MP4 file: OBUs with obu_size, no
 * temporal delimiter; Opus: the packet (RFC 6716). The array belongs to whoever receives the unit
 * and is never changed by anybody.
 *
 * @param ptsUs presentation time in microseconds, never negative: from the start of the film, or
 *     channel time in what a channel gives
 * @param sync true if decoding may start here (IDR, key frame); true for every audio packet
 */
public record AccessUnit(Track track, long ptsUs, boolean sync, byte[] data) {
  public AccessUnit {
    Objects.requireNonNull(track);
    Objects.requireNonNull(data);
    if (ptsUs < 0) {
      throw new IllegalArgumentException("negative presentation time " + ptsUs);
    }
  }
}
