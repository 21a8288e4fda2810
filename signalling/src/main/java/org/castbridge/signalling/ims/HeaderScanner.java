/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

/** Walks over a header field value: tokens, quoted strings, blanks (RFC 3261 section 25.1). */
final class HeaderScanner {
  /** Longest value taken, in characters. */
  static final int MAX_LENGTH = 8192;

  private final String text;
  private int at;

  HeaderScanner(String text) throws HeaderException {
    this.text = text == null ? "" : text;
    if (this.text.length() > MAX_LENGTH) {
      throw new HeaderException(MAX_LENGTH, "the header field is too long");
    }
  }

  boolean atEnd() {
    return at >= text.length();
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  void skipBlanks() {
    while (!atEnd()
        && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || isLineEnd(text.charAt(at)))) {
      at++;
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n'; // only in a folded value, which is a blank
  }

  /** Takes the character if it is next. */
  boolean take(char c) {
    if (!atEnd() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /**
   * Takes what lies before the next blank, comma, equals sign, semicolon or quote; may be empty.
   */
  String word() {
    int start = at;
    while (!atEnd() && " \t\r\n,=;\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes a quoted string or a word. */
  String value() throws HeaderException {
    return take('"') ? quotedRest() : word();
  }

  private String quotedRest() throws HeaderException {
    StringBuilder result = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return result.toString();
      }
      if (c == '\\' && !atEnd()) {
        c = text.charAt(at++);
      }
      result.append(c);
    }
    throw new HeaderException(at, "a quoted string does not end");
  }

  HeaderException wrong(String message) {
    return new HeaderException(at, message);
  }

  /**
   * A text as a quoted string. Control characters, which no header field may carry, become blanks.
   */
  static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        result.append('\\');
      }
      result.append(c < ' ' || c == 127 ? ' ' : c);
    }
    return result.append('"').toString();
  }
}
