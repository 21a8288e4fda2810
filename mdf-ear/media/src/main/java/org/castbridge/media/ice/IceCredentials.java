/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.security.SecureRandom;
import java.util.Objects;

/**
 * One side's short-term ICE credentials as they stand in {@code a=ice-ufrag} and {@code a=ice-pwd}
 * (RFC 8839 section 5.4): ufrag 4 to 256, pwd 22 to 256 ice-chars.
 */
public record IceCredentials(String ufrag, String pwd) {
  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  public IceCredentials {
    check("ufrag", ufrag, 4);
    check("pwd", pwd, 22);
  }

  /**
   * Fresh credentials: a ufrag of 48 random bits (so that it can be a session's key on the port), a
   * pwd of 144.
   */
  public static IceCredentials generate(SecureRandom random) {
    return new IceCredentials(draw(random, 8), draw(random, 24));
  }

  private static String draw(SecureRandom random, int size) {
    StringBuilder s = new StringBuilder(size);
    for (int i = 0; i < size; i++) {
      s.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
    }
    return s.toString();
  }

  private static void check(String what, String value, int min) {
    Objects.requireNonNull(value, what);
    if (value.length() < min || value.length() > 256) {
      throw new IllegalArgumentException(
          what + " must have " + min + " to 256 characters, has " + value.length());
    }
    if (!value.chars().allMatch(c -> ICE_CHARS.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(what + " holds a character that is no ice-char");
    }
  }

  @Override
  public String toString() {
    return "IceCredentials[ufrag=" + ufrag + "]"; // the password stays out of logs
  }
}
