/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The digest algorithms of RFC 8760 that every JDK has. */
public enum DigestAlgorithm {
  MD5("MD5", "MD5"),
  SHA_256("SHA-256", "SHA-256");

  private final String sipName;
  private final String jdkName;

  DigestAlgorithm(String sipName, String jdkName) {
    this.sipName = sipName;
    this.jdkName = jdkName;
  }

  /** The name in SIP headers. */
  public String sipName() {
    return sipName;
  }

  /**
   * Finds an algorithm by its name in a challenge; no name means MD5 (RFC 3261 22.4). Empty if not
   * supported.
   */
  public static Optional<DigestAlgorithm> named(String name) {
    if (name == null || name.isEmpty()) {
      return Optional.of(MD5);
    }
    return Arrays.stream(values()).filter(one -> one.sipName.equalsIgnoreCase(name)).findFirst();
  }

  /** The hash of a text in UTF-8, as lower-case hex. */
  public String hex(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance(jdkName).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + jdkName, e);
    }
  }
}
