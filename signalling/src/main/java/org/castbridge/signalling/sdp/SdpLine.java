/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.Objects;

/**
 * One line of a session description, {@code <type>=<value>} (RFC 8866 section 5).
 *
 * @param type a lower-case letter
 * @param value the text behind the equals sign, without line end
 */
public record SdpLine(char type, String value) {

  /**
   * @throws IllegalArgumentException if the type is no lower-case letter or the value holds CR, LF
   *     or NUL
   */
  public SdpLine {
    Objects.requireNonNull(value);
    if (type < 'a' || type > 'z') {
      throw new IllegalArgumentException("SDP line type must be a lower-case letter: " + type);
    }
    for (int i = 0; i < value.length(); i++) {
      if (isForbidden(value.charAt(i))) {
        throw new IllegalArgumentException("SDP line value holds a control character at " + i);
      }
    }
  }

  static boolean isForbidden(char c) {
    return c == '\r' || c == '\n' || c == 0;
  }

  @Override
  public String toString() {
    return type + "=" + value;
  }
}
