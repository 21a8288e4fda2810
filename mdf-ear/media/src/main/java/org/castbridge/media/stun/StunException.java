/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.stun;

/**
 * A datagram that is not a well-formed STUN message. Says what was wrong and at which byte of the
 * message. The answer to it is silence (RFC 8489 section 6.3: "the message is silently discarded").
 */
public final class StunException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  public StunException(int position, String message) {
    super("byte " + position + ": " + message);
    this.position = position;
  }

  /** Offset, counted from the first byte of the message, at which it stopped making sense. */
  public int position() {
    return position;
  }
}
