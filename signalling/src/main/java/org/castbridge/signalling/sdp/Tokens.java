/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

/** The lexical rules of RFC 8866 section 9 that several lines share. */
final class Tokens {
  private Tokens() {}

  /** Whether the text is a {@code token}: printable ASCII without separators. */
  static boolean isToken(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separator = "\"(),/:;<=>?@[\\]".indexOf(c) >= 0;
      if (c <= ' ' || c >= 127 || separator) {
        return false;
      }
    }
    return true;
  }

  /** A whole number of 1 to {@code digits} ASCII digits, or -1. */
  static long number(String text, int digits) {
    if (text.isEmpty() || text.length() > digits) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** A port number, or -1. */
  static int port(String text) {
    long value = number(text, 5);
    return value > 65535 ? -1 : (int) value;
  }
}
