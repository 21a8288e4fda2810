/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of SIP Digest, best first (RFC 8760 section 2.1). */
public enum DigestAlgorithm {
  SHA_256("SHA-256", 64),
  MD5("MD5", 32);

  private final String headerName;
  private final int hexLength;

  DigestAlgorithm(String headerName, int hexLength) {
    this.headerName = headerName;
    this.hexLength = hexLength;
  }

  /** The name in header fields, as {@code SHA-256}. */
  public String headerName() {
    return headerName;
  }

  /** Length of a hash in hexadecimal digits. */
  public int hexLength() {
    return hexLength;
  }

  /** The algorithm of this name, compared without case. */
  public static Optional<DigestAlgorithm> of(String name) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.headerName.equalsIgnoreCase(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * The hash of user name, realm and password (RFC 7616 section 3.4.2), in lower-case hexadecimal
   * digits.
   */
  public String ha1(String username, String realm, String password) {
    return hash(username + ":" + realm + ":" + password);
  }

  /**
   * The response to a challenge (RFC 7616 section 3.4.1).
   *
   * @param ha1 as from {@link #ha1}
   * @param method the SIP method
   * @param credentials give nonce, uri, qop, nc and cnonce; the response they carry is not looked
   *     at
   * @return lower-case hexadecimal digits
   */
  public String response(String ha1, String method, DigestCredentials credentials) {
    String ha2 = hash(method + ":" + credentials.uri());
    String middle =
        credentials.qop() == null
            ? credentials.nonce()
            : String.join(
                ":",
                credentials.nonce(),
                credentials.nc(),
                credentials.cnonce(),
                credentials.qop());
    return hash(ha1 + ":" + middle + ":" + ha2);
  }

  private String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(headerName);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + headerName, e);
    }
  }

  /**
   * Compares in a time that does not tell where the texts differ; hexadecimal digits without case.
   */
  static boolean sameText(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        given.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
