/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * The payload of one RTP packet: a few bytes of payload header, then a slice of an access unit, by
 * reference. Immutable as long as nobody changes the access unit; kept for retransmission without a
 * copy.
 *
 * @param head payload header, the first byte on the wire in the most significant of {@code
 *     headLength} bytes
 * @param headLength 0 to 4
 * @param marker RTP marker bit: last packet of the picture (RFC 6184 section 5.1, RFC 7741 section
 *     4.1)
 */
public record RtpPayload(
    int head, int headLength, byte[] data, int offset, int length, boolean marker) {

  /**
   * Maximum payload in bytes: with RTP header, SRTP tag and UDP/IPv6 headers it stays below 1280,
   * the least path MTU of IPv6. Fixed, so that the fragments of a picture have equal size and can
   * leave in one segmented send.
   */
  public static final int MAX_SIZE = 1150;

  /** Bytes on the wire. */
  public int size() {
    return headLength + length;
  }

  /** Writes the payload at {@code at} and returns the index behind it. */
  public int writeTo(byte[] buffer, int at) {
    for (int i = headLength - 1; i >= 0; i--) {
      buffer[at++] = (byte) (head >>> (8 * i));
    }
    System.arraycopy(data, offset, buffer, at, length);
    return at + length;
  }

  RtpPayload marked() {
    return new RtpPayload(head, headLength, data, offset, length, true);
  }
}
