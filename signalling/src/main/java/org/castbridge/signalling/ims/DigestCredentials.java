/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Digest credentials, one {@code Authorization} or {@code Proxy-Authorization} (RFC 3261 section
 * 22.4). In the first REGISTER of an IMS user agent nonce and response are empty (TS 24.229 section
 * 5.1.1.2).
 *
 * @param username the private identity (IMPI)
 * @param realm the protection domain
 * @param nonce the server's nonce
 * @param uri the digest URI
 * @param response lower-case hexadecimal digits
 * @param algorithm as written; {@code MD5} if not stated
 * @param qop {@code auth}, or null
 * @param nc eight hexadecimal digits, or null without qop
 * @param cnonce the client's nonce, or null without qop
 * @param opaque as in the challenge, or null
 */
public record DigestCredentials(
    String username,
    String realm,
    String nonce,
    String uri,
    String response,
    String algorithm,
    String qop,
    String nc,
    String cnonce,
    String opaque) {

  /** The credentials of a first REGISTER: an identity and nothing to prove it yet. */
  public static DigestCredentials initial(String username, String realm, String uri) {
    return new DigestCredentials(username, realm, "", uri, "", "MD5", null, null, null, null);
  }

  /**
   * Reads a header field value.
   *
   * @throws HeaderException if it is malformed, not Digest, or without username, realm, nonce, uri
   *     or response
   */
  public static DigestCredentials parse(String header) throws HeaderException {
    List<AuthParameters> all = AuthParameters.parse(header);
    if (all.size() != 1 || !all.get(0).scheme().equals("digest")) {
      throw new HeaderException(0, "one set of digest credentials is expected");
    }
    Map<String, String> values = all.get(0).values();
    return new DigestCredentials(
        required(values, "username"),
        required(values, "realm"),
        required(values, "nonce"),
        required(values, "uri"),
        required(values, "response"),
        values.getOrDefault("algorithm", "MD5"),
        values.containsKey("qop") ? values.get("qop").toLowerCase(Locale.ROOT) : null,
        values.get("nc"),
        values.get("cnonce"),
        values.get("opaque"));
  }

  private static String required(Map<String, String> values, String name) throws HeaderException {
    String value = values.get(name);
    if (value == null) {
      throw new HeaderException(0, "digest credentials need " + name);
    }
    return value;
  }

  /** Whether the response was made from this hash of user, realm and password, for this method. */
  public boolean proves(String ha1, String method) {
    return DigestAlgorithm.of(algorithm)
        .map(known -> DigestAlgorithm.sameText(known.response(ha1, method, this), response))
        .orElse(false);
  }

  /** The credentials as a header field value. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("Digest username=").append(HeaderScanner.quoted(username));
    add(text, "realm", HeaderScanner.quoted(realm));
    add(text, "nonce", HeaderScanner.quoted(nonce));
    add(text, "uri", HeaderScanner.quoted(uri));
    add(text, "response", HeaderScanner.quoted(response));
    add(text, "algorithm", algorithm);
    add(text, "cnonce", cnonce == null ? null : HeaderScanner.quoted(cnonce));
    add(text, "opaque", opaque == null ? null : HeaderScanner.quoted(opaque));
    add(text, "qop", qop);
    add(text, "nc", nc);
    return text.toString();
  }

  private static void add(StringBuilder text, String name, String value) {
    if (value != null) {
      text.append(", ").append(name).append('=').append(value);
    }
  }
}
