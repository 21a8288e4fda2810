/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The brain of the stand-alone STUN server (RFC 8489 section 12 and 6.3): tells a client the
 * address its datagram came from. Stateless, without credentials; never on a media port. An answer
 * is at most 40 bytes longer than an empty request, and is never followed by another, so there is
 * little in it for who forges source addresses; no SOFTWARE attribute for the same reason.
 */
public final class StunBindingResponder {
  /** No answer is longer. */
  public static final int MAX_RESPONSE = 160;

  private StunBindingResponder() {}

  /**
   * Answers one datagram.
   *
   * @param out takes the answer, at least {@link #MAX_RESPONSE} bytes
   * @return length of the answer, or 0 when the datagram gets none: not STUN, not a request,
   *     another method
   */
  public static int respond(byte[] in, int off, int len, InetSocketAddress from, byte[] out) {
    StunMessage request;
    try {
      request = StunCodec.parse(in, off, len);
    } catch (StunException e) {
      return 0; // RFC 8489 section 6.3: silently discarded
    }
    if (!request.isBindingRequest()) {
      return 0;
    }
    StunBuilder answer = answer(request, from);
    if (request.fingerprinted()) {
      answer.fingerprint();
    }
    byte[] bytes = answer.build();
    System.arraycopy(bytes, 0, out, 0, bytes.length);
    return bytes.length;
  }

  private static StunBuilder answer(StunMessage request, InetSocketAddress from) {
    List<Integer> unknown = request.unknownAttributes();
    if (unknown.isEmpty()) {
      return StunBuilder.success(request).xorMappedAddress(from);
    }
    return StunBuilder.error(request, 420, "Unknown Attribute").unknownAttributes(unknown);
  }
}
