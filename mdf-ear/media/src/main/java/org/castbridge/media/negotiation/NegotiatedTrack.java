/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import org.castbridge.media.film.Codec;

/**
 * How one track of the film is sent.
 *
 * @param mid of its media section; null if the offer has none
 * @param payloadType from the offer
 * @param rtxPayloadType from the offer; -1 if lost packets are not repeated
 * @param ssrc as announced in the answer
 * @param rtxSsrc as announced; 0 without retransmission
 * @param midExtensionId header extension id for the MID (RFC 8843 section 15), 0 for none
 */
public record NegotiatedTrack(
    Codec codec,
    String mid,
    int payloadType,
    int rtxPayloadType,
    int ssrc,
    int rtxSsrc,
    int midExtensionId) {

  /** True if the viewer may ask for lost packets (RFC 4588). */
  public boolean retransmits() {
    return rtxPayloadType >= 0;
  }

  /** RTP clock rate in Hz. */
  public int clockRate() {
    return codec.clockRate();
  }
}
