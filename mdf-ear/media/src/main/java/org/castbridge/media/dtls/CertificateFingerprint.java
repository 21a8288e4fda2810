/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.castbridge.signalling.sdp.Fingerprint;

/** Certificates against the fingerprints of SDP (RFC 8122 section 5). */
public final class CertificateFingerprint {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  private CertificateFingerprint() {}

  /** The SHA-256 fingerprint of a certificate in DER. */
  public static Fingerprint sha256(byte[] certificateDer) {
    return new Fingerprint("sha-256", HEX.formatHex(digest("SHA-256", certificateDer)));
  }

  /**
   * Whether the fingerprint is that of the certificate (DER). Never by a hash function RFC 8122
   * calls broken (MD2, MD5, SHA-1), or one unknown here.
   */
  public static boolean matches(Fingerprint fingerprint, byte[] certificateDer) {
    String algorithm = fingerprint.algorithm().toUpperCase(Locale.ROOT);
    return switch (algorithm) {
      case "SHA-256", "SHA-384", "SHA-512" ->
          HEX.formatHex(digest(algorithm, certificateDer)).equalsIgnoreCase(fingerprint.value());
      default -> false;
    };
  }

  private static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
