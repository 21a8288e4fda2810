/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

/** A message, or a part of one, that cannot be understood. Maps to one RTSP answer. */
public final class RtspException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RtspStatus status;
  private final long cseq;
  private final boolean fatal;

  private RtspException(RtspStatus status, String message, long cseq, boolean fatal) {
    super(message);
    this.status = status;
    this.cseq = cseq;
    this.fatal = fatal;
  }

  /** A wrong value in a message whose bounds are known: the connection goes on. */
  public RtspException(RtspStatus status, String message) {
    this(status, message, -1, false);
  }

  /** As {@link #RtspException(RtspStatus, String)}, in the message of this sequence number. */
  static RtspException in(long cseq, RtspStatus status, String message) {
    return new RtspException(status, message, cseq, false);
  }

  /** The bounds of the message are lost: answer and close the connection. */
  static RtspException fatal(RtspStatus status, String message) {
    return new RtspException(status, message, -1, true);
  }

  /** The answer to give. */
  public RtspStatus status() {
    return status;
  }

  /** The CSeq of the message, or -1 if it is not known. */
  public long cseq() {
    return cseq;
  }

  /** Whether nothing more can be read from this connection. */
  public boolean isFatal() {
    return fatal;
  }
}
