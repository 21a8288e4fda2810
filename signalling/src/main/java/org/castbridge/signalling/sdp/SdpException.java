/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/**
 * A session description that cannot be used. Names the offending line, so that a SIP 488 or a W2
 * error can show it.
 */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 120;

  private final String line;
  private final int number;

  /**
   * @param line the offending line without its end, or the empty text where a line is missing
   * @param message what is wrong with it
   */
  public SdpException(String line, String message) {
    this(line, 0, message);
  }

  /**
   * @param line the offending line without its end
   * @param number its number, the first line being 1; 0 if not known
   * @param message what is wrong with it
   */
  public SdpException(String line, int number, String message) {
    super(message);
    this.line = printable(line);
    this.number = number;
  }

  /**
   * The offending line without its end: printable, shortened to a length that fits a header field.
   */
  public String line() {
    return line;
  }

  /** The number of the offending line in the parsed text, the first being 1; 0 if not known. */
  public int number() {
    return number;
  }

  // The text ends up in Warning and Reason header fields, where a control character would be an
  // injection.
  private static String printable(String text) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    return shown.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
