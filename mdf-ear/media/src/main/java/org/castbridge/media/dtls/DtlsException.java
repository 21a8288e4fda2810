/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

/**
 * A DTLS handshake that gave no keys. The viewer's session cannot be saved; others are not touched.
 */
public final class DtlsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why there are no keys. */
  public enum Kind {
    /**
     * The peer's certificate is not the one its SDP promised (RFC 8122 section 6.2): someone is in
     * between.
     */
    FINGERPRINT_MISMATCH,
    /** The peer sent no certificate. */
    NO_CERTIFICATE,
    /** No use_srtp extension, or no SRTP profile in common. */
    NO_SRTP_PROFILE,
    /** Nothing, or not enough, came from the peer in time. */
    TIMEOUT,
    /** The shell closed the transport while the handshake ran. */
    CLOSED,
    /** The peer sent a fatal alert or closed. */
    PEER_ALERT,
    /** Anything else the peer did that DTLS 1.2 or our choice of it does not allow. */
    PROTOCOL
  }

  private final Kind kind;

  public DtlsException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
