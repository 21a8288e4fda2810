/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A certificate fingerprint as in SDP's {@code a=fingerprint} (RFC 8122 section 5): {@code sha-256}
 * and upper-case hexadecimal bytes with colons. Hash functions RFC 8122 calls broken (md2, md5,
 * sha-1) are refused.
 */
public record Fingerprint(String algorithm, String value) {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  public Fingerprint {
    algorithm = algorithm.toLowerCase(Locale.ROOT);
    value = value.trim().toUpperCase(Locale.ROOT);
    int bytes =
        switch (algorithm) {
          case "sha-256" -> 32;
          case "sha-384" -> 48;
          case "sha-512" -> 64;
          default ->
              throw new IllegalArgumentException(
                  "fingerprint algorithm " + algorithm + " is not accepted");
        };
    if (HEX.parseHex(value).length != bytes) {
      throw new IllegalArgumentException("a " + algorithm + " fingerprint has " + bytes + " bytes");
    }
  }

  /** The SHA-256 fingerprint of a certificate in DER. */
  public static Fingerprint sha256(byte[] certificateDer) {
    return new Fingerprint("sha-256", HEX.formatHex(digest("sha-256", certificateDer)));
  }

  /** Whether this is the fingerprint of that certificate (DER). */
  public boolean matches(byte[] certificateDer) {
    return MessageDigest.isEqual(HEX.parseHex(value), digest(algorithm, certificateDer));
  }

  private static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT)).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
