/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

/**
 * What a datagram on a media port is, by its first bytes (RFC 7983 section 7, RFC 5761 section 4).
 */
public enum DatagramKind {
  STUN,
  DTLS,
  RTP,
  RTCP,
  OTHER;

  /** Looks at no more than two bytes. */
  public static DatagramKind of(byte[] b, int offset, int length) {
    if (length < 2) {
      return OTHER;
    }
    int first = b[offset] & 0xFF;
    if (first <= 3) {
      return STUN;
    }
    if (first >= 20 && first <= 63) {
      return DTLS;
    }
    if (first < 128 || first > 191) {
      return OTHER;
    }
    int second = b[offset + 1] & 0xFF;
    return second >= 192 && second <= 223 ? RTCP : RTP;
  }
}
