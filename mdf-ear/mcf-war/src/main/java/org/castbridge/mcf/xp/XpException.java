/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A Media Delivery Function refused, or could not be asked. */
public final class XpException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    UNKNOWN_RESOURCE,
    UNKNOWN_SESSION,
    BAD_OFFER,
    NO_COMMON_CODEC,
    BUSY,
    BAD_RANGE,
    UNSUPPORTED_SCALE,
    WRONG_STATE,
    /** It cannot be reached, or not in time. */
    UNREACHABLE,
    /** It answered with something that is no Xp. */
    BAD_REPLY
  }

  private final Kind kind;
  private final String line;

  /**
   * @param kind what went wrong
   * @param message a sentence
   * @param line the offending SDP line, or null
   */
  public XpException(Kind kind, String message, String line) {
    super(message);
    this.kind = kind;
    this.line = line;
  }

  public XpException(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether what was asked for is not there: which of the two is told by the request. */
  public boolean isGone() {
    return kind == Kind.UNKNOWN_SESSION || kind == Kind.UNKNOWN_RESOURCE;
  }

  /** The SDP line the media delivery function objects to. */
  public Optional<String> line() {
    return Optional.ofNullable(line);
  }

  /**
   * The failure inside what a completion stage reports; a bug is reported as {@link
   * Kind#BAD_REPLY}.
   */
  public static XpException of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof XpException known) {
      return known;
    }
    XpException unknown = new XpException(Kind.BAD_REPLY, String.valueOf(cause));
    unknown.initCause(cause);
    return unknown;
  }
}
