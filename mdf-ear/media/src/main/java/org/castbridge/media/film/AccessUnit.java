/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.film;

import java.util.Objects;

/**
 * One coded picture or one audio packet, exactly as stored.
 *
 * <p>{@code data} by codec: H.264: NAL units, each behind a 4-byte big-endian length, no start
 * codes (ISO/IEC 14496-15 with lengthSizeMinusOne 3); VP8: the frame (RFC 6386); Opus: the packet
 * (RFC 6716). The array belongs to whoever receives the unit and is never changed by anybody: it is
 * kept by reference for retransmission.
 *
 * @param ptsUs presentation time from the start of the film, microseconds, never negative
 * @param sync true if decoding may start here (IDR, VP8 key frame); true for every audio packet
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
