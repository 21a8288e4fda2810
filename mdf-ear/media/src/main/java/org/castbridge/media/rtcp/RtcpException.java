/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

/**
 * A datagram that is not a well-formed RTCP compound packet; all of it is dropped (RFC 3550
 * appendix A.2).
 */
public final class RtcpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  RtcpException(String message, int position) {
    super(message + " at byte " + position);
    this.position = position;
  }

  /** Byte within the compound packet, from 0. */
  public int position() {
    return position;
  }
}
