/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/**
 * One WWW-Authenticate challenge (RFC 3261 clause 20.44, RFC 8760), unquoted.
 *
 * @param algorithm SHA-256 or MD5
 * @param qop auth, or null when the registrar offers none
 * @param opaque null when absent
 */
public record DigestChallenge(
    String algorithm, String realm, String nonce, String qop, String opaque) {}
