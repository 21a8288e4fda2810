/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.security;

/**
 * The inputs of a digest response (RFC 7616 3.4.1).
 *
 * @param nc eight hex digits; null without qop
 * @param cnonce client nonce; null without qop
 * @param qop {@code auth}, or null for the form of RFC 2069
 */
public record DigestResponse(
    DigestAlgorithm algorithm,
    String username,
    String realm,
    String password,
    String method,
    String uri,
    String nonce,
    String nc,
    String cnonce,
    String qop) {

  /** The value of the {@code response} parameter, lower-case hex. */
  public String value() {
    String ha1 = algorithm.hex(username + ":" + realm + ":" + password);
    String ha2 = algorithm.hex(method + ":" + uri);
    String middle = qop == null ? nonce : String.join(":", nonce, nc, cnonce, qop);
    return algorithm.hex(ha1 + ":" + middle + ":" + ha2);
  }
}
