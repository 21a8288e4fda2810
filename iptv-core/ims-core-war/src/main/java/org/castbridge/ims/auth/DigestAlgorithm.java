/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hash of a digest, best first: the order of the challenges (RFC 8760 2.4). */
public enum DigestAlgorithm {
  SHA_256("SHA-256", 64),
  MD5("MD5", 32);

  private final String token;
  private final int hexLength;

  DigestAlgorithm(String token, int hexLength) {
    this.token = token;
    this.hexLength = hexLength;
  }

  /** Its name in headers and for the Java platform. */
  public String token() {
    return token;
  }

  /** Length of a hash written in hex digits. */
  public int hexLength() {
    return hexLength;
  }

  public static Optional<DigestAlgorithm> ofToken(String token) {
    for (DigestAlgorithm a : values()) {
      if (a.token.equalsIgnoreCase(token)) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }

  /** H() of RFC 7616 3.3: lower case hex of the hash over the UTF-8 bytes. */
  public String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance(token).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(token + " is part of every Java platform", e);
    }
  }

  /** H(A1): what is stored in place of a password. */
  public String ha1(String user, String realm, String password) {
    return hash(user + ":" + realm + ":" + password);
  }

  /** The {@code response} for {@code qop=auth} (RFC 7616 3.4.1). */
  public String response(
      String ha1, String method, String uri, String nonce, String nc, String cnonce) {
    String ha2 = hash(method + ":" + uri);
    return hash(String.join(":", ha1, nonce, nc, cnonce, "auth", ha2));
  }
}
