/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import org.castbridge.mdf.rar.MediaException;

/**
 * A request that is not carried out; nothing changed. Each kind has one answer in each protocol.
 */
public final class ControlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was wrong: the code of Xp's JSON and the HTTP status. */
  public enum Kind {
    UNKNOWN_RESOURCE("unknown-resource", 404),
    UNKNOWN_SESSION("unknown-session", 404),
    BAD_REQUEST("bad-request", 400),
    BAD_OFFER("bad-offer", 400),
    NO_COMMON_CODEC("no-common-codec", 422),
    BAD_RANGE("bad-range", 416),
    UNSUPPORTED_SCALE("unsupported-scale", 422),
    ENDED("ended", 409),
    CONFLICT("conflict", 409),
    UNAUTHORIZED("unauthorized", 401),
    FORBIDDEN("forbidden", 403),
    TOO_LARGE("bad-request", 413),
    PRECONDITION_REQUIRED("bad-request", 428),
    PRECONDITION_FAILED("bad-request", 412),
    UNSUPPORTED("unsupported", 422),
    DAMAGED_CONTENT("internal", 500),
    BUSY("busy", 503),
    UNAVAILABLE("unavailable", 503);

    private final String code;
    private final int status;

    Kind(String code, int status) {
      this.code = code;
      this.status = status;
    }

    public String code() {
      return code;
    }

    public int status() {
      return status;
    }
  }

  private final Kind kind;
  private final String line;

  public ControlException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public ControlException(Kind kind, String message, String line, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.line = line;
  }

  public static ControlException of(MediaException e) {
    Kind kind =
        switch (e.kind()) {
          case BAD_OFFER -> Kind.BAD_OFFER;
          case NO_COMMON_CODEC -> Kind.NO_COMMON_CODEC;
          case BUSY -> Kind.BUSY;
          case BAD_RANGE -> Kind.BAD_RANGE;
          case UNSUPPORTED_SCALE -> Kind.UNSUPPORTED_SCALE;
          case ENDED -> Kind.ENDED;
          case GONE -> Kind.UNKNOWN_SESSION;
          case UNAVAILABLE -> Kind.UNAVAILABLE;
        };
    return new ControlException(kind, e.getMessage(), e.line(), e);
  }

  public Kind kind() {
    return kind;
  }

  /** The line of the offer that was wrong, or null. */
  public String line() {
    return line;
  }
}
