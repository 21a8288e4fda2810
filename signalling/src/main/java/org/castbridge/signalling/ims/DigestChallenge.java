/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest challenge, one {@code WWW-Authenticate} or {@code Proxy-Authenticate} (RFC 3261 section
 * 22.4, RFC 8760).
 *
 * @param realm the protection domain
 * @param nonce the server's nonce
 * @param algorithm as written, as {@code SHA-256}; {@code MD5} if not stated
 * @param qop the qualities of protection offered, as {@code auth}; empty if not stated
 * @param opaque to be returned as it is; null if not stated
 * @param stale whether only the nonce was too old
 */
public record DigestChallenge(
    String realm, String nonce, String algorithm, List<String> qop, String opaque, boolean stale) {

  public DigestChallenge {
    qop = List.copyOf(qop);
  }

  /**
   * Reads the digest challenges of one header field value, in order; other schemes are passed over.
   *
   * @throws HeaderException if the value is malformed, or a digest challenge has no realm or no
   *     nonce
   */
  public static List<DigestChallenge> parse(String header) throws HeaderException {
    List<DigestChallenge> result = new ArrayList<>();
    for (AuthParameters one : AuthParameters.parse(header)) {
      if (one.scheme().equals("digest")) {
        result.add(of(one));
      }
    }
    return result;
  }

  private static DigestChallenge of(AuthParameters one) throws HeaderException {
    String realm = one.values().get("realm");
    String nonce = one.values().get("nonce");
    if (realm == null || nonce == null) {
      throw new HeaderException(0, "a digest challenge needs realm and nonce");
    }
    List<String> qop = new ArrayList<>();
    for (String option : one.values().getOrDefault("qop", "").split(",", -1)) {
      if (!option.isBlank()) {
        qop.add(option.trim().toLowerCase(Locale.ROOT));
      }
    }
    return new DigestChallenge(
        realm,
        nonce,
        one.values().getOrDefault("algorithm", "MD5"),
        qop,
        one.values().get("opaque"),
        "true".equalsIgnoreCase(one.values().get("stale")));
  }

  /** The algorithm, if it is one this library computes. */
  public Optional<DigestAlgorithm> knownAlgorithm() {
    return DigestAlgorithm.of(algorithm);
  }

  /** The challenge as a header field value. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Digest realm=").append(HeaderScanner.quoted(realm));
    text.append(", nonce=").append(HeaderScanner.quoted(nonce));
    if (opaque != null) {
      text.append(", opaque=").append(HeaderScanner.quoted(opaque));
    }
    if (stale) {
      text.append(", stale=true");
    }
    text.append(", algorithm=").append(algorithm);
    if (!qop.isEmpty()) {
      text.append(", qop=").append(HeaderScanner.quoted(String.join(",", qop)));
    }
    return text.toString();
  }
}
