/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.List;
import org.castbridge.media.film.AccessUnit;

/**
 * RFC 7587: one Opus packet is one RTP payload. The marker would mean the first packet of a talk
 * spurt (RFC 3551 section 4.1); a film is one long spurt without discontinuous transmission, so it
 * is never set.
 */
public final class OpusPayloader implements Payloader {
  /**
   * An Opus packet of the longest duration at the highest rate: RFC 6716 section 3.2.5 (120 ms in
   * 1275-byte frames).
   */
  private static final int MAX_PACKET = 1400;

  @Override
  public void packetise(AccessUnit unit, List<RtpPayload> out) throws PayloadException {
    byte[] data = unit.data();
    if (data.length == 0 || data.length > MAX_PACKET) {
      throw new PayloadException(
          "Opus packet of " + data.length + " bytes at " + unit.ptsUs() + " us");
    }
    out.add(new RtpPayload(0, 0, data, 0, data.length, false));
  }
}
