/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import java.util.Objects;
import org.castbridge.media.film.Codec;

/**
 * A payload format that offer and answer share: media in it may be sent at any time.
 *
 * @param fmtp the offered format parameters, empty for none
 * @param payloadType from the offer
 * @param rtxPayloadType of its retransmissions (RFC 4588); 0 if lost packets are not repeated
 * @param packetizationMode of H.264, 0 or 1 (RFC 6184 section 6); 0 for other codecs
 */
public record NegotiatedFormat(
    Codec codec, String fmtp, int payloadType, int rtxPayloadType, int packetizationMode) {
  public NegotiatedFormat {
    Objects.requireNonNull(codec);
    Objects.requireNonNull(fmtp);
  }

  /** True if the viewer may ask for lost packets of this format. */
  public boolean retransmits() {
    return rtxPayloadType > 0;
  }
}
