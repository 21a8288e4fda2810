/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

/**
 * A command on the media delivery that was not carried out. One type; the kind decides the protocol
 * answer.
 */
public final class MediaException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was wrong, with the answer it maps to. */
  public enum Kind {
    /**
     * The offer is broken or cannot be served at all; {@link MediaException#line} names the place.
     * HTTP 400, SIP 488.
     */
    BAD_OFFER,
    /** The browser does not play what the film is stored in. HTTP 422, SIP 488. */
    NO_COMMON_CODEC,
    /** No room for another session now. HTTP 503, SIP 503 with Retry-After. */
    BUSY,
    /** Position outside the film. HTTP 416, RTSP 457. */
    BAD_RANGE,
    /** Speed not supported. HTTP 422, RTSP 451. */
    UNSUPPORTED_SCALE,
    /** Going on was asked for at the end of the film. HTTP 409, RTSP 455. */
    ENDED,
    /** The session has ended. HTTP 404, RTSP 454. */
    GONE,
    /** The media delivery is stopping, or did not answer in time. HTTP 503, SIP 503. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final String line;

  public MediaException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public MediaException(Kind kind, String message, String line, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.line = line;
  }

  public Kind kind() {
    return kind;
  }

  /** The line of the offer that was wrong, or null. */
  public String line() {
    return line;
  }
}
