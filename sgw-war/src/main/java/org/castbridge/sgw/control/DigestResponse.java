/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * The browser's answer to a challenge (RFC 3261 clause 20.7). The gateway never sees the password:
 * it puts these values, checked against the challenge, into the Authorization header.
 *
 * @param opaque taken from the challenge by the gateway, or null
 */
public record DigestResponse(
    String algorithm,
    String realm,
    String nonce,
    String uri,
    String nc,
    String cnonce,
    String response,
    String qop,
    String opaque) {
  /** The same response with the challenge's opaque value. */
  public DigestResponse withOpaque(String value) {
    return new DigestResponse(algorithm, realm, nonce, uri, nc, cnonce, response, qop, value);
  }
}
