/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/** A session description that cannot be carried over to the other leg. */
public final class InterworkingException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String line;
  private final boolean noMedia;

  private InterworkingException(String line, String message, boolean noMedia) {
    super(message);
    this.line = line;
    this.noMedia = noMedia;
  }

  static InterworkingException at(String line, String message) {
    return new InterworkingException(line, message, false);
  }

  static InterworkingException noMedia() {
    return new InterworkingException(null, "every media section was rejected", true);
  }

  /** The offending SDP line, or null when one is missing. */
  public String line() {
    return line;
  }

  /** Whether the description is well-formed but leaves nothing to play. */
  public boolean isNoMedia() {
    return noMedia;
  }
}
