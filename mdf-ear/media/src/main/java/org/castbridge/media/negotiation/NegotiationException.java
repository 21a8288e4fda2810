/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.negotiation;

import org.castbridge.signalling.sdp.SdpException;

/** An offer that cannot be answered. Nothing has been allocated for it. */
public final class NegotiationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String line;

  public NegotiationException(Kind kind, String line, String message) {
    super(message);
    this.kind = kind;
    this.line = line;
  }

  static NegotiationException badOffer(String line, String message) {
    return new NegotiationException(Kind.BAD_OFFER, line, message);
  }

  static NegotiationException badOffer(SdpException cause) {
    NegotiationException e = badOffer(cause.line(), cause.getMessage());
    e.initCause(cause);
    return e;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The line of the offer that was wrong, without its end; empty if a line is missing altogether.
   */
  public String line() {
    return line;
  }

  /** What was wrong; each maps to one answer on Xp and SIP. */
  public enum Kind {
    /** The offer is broken, or is none a browser could be reached with. */
    BAD_OFFER,
    /** The offer is fine, but the browser does not play what the film is stored in. */
    NO_COMMON_CODEC
  }
}
