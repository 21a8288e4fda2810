/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;

/**
 * RFC 7587: one Opus packet is one RTP payload. The marker would mean the first packet of a talk
 * spurt (RFC 3551 section 4.1); a film is one long spurt without discontinuous transmission, so it
 * is never set.
 */
final class OpusPayloader implements Payloader {
  /**
   * An Opus packet of the longest duration at the highest rate: RFC 6716 section 3.2.5 (120 ms in
   * 1275-byte frames).
   */
  private static final int MAX_PACKET = 1400;

  @Override
  public PacketisedUnit packetise(AccessUnit unit) throws PayloadException {
    byte[] data = unit.data();
    if (data.length == 0 || data.length > MAX_PACKET) {
      throw new PayloadException(
          "Opus packet of " + data.length + " bytes at " + unit.ptsUs() + " us");
    }
    // the unit's array never changes: it is the one payload
    return new PacketisedUnit(
        Codec.OPUS, unit.ptsUs(), unit.sync(), -1, data, new int[] {data.length});
  }
}
