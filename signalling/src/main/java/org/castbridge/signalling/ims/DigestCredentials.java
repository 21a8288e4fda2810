/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Digest credentials, one {@code Authorization} or {@code Proxy-Authorization} (RFC 3261 section
 * 22.4). In the first REGISTER of an IMS user agent nonce and response are empty (TS 24.229 section
 * 5.1.1.2). Of what has been read any component but the algorithm may be null.
 *
 * @param username the private identity (IMPI)
 * @param realm the protection domain
 * @param nonce the server's nonce
 * @param uri the digest URI
 * @param response lower-case hexadecimal digits
 * @param algorithm as written; {@code MD5} if not stated
 * @param qop as written: {@code auth}, or null
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
   * Reads a header field value. Parameters that are missing are null; whether they are needed is
   * for the one who checks to say.
   *
   * @throws HeaderException if it is not of scheme Digest or breaks the grammar
   */
  public static DigestCredentials parse(String header) throws HeaderException {
    AuthParameters one = AuthParameters.credentials(header);
    Map<String, String> values = one.values();
    if (!one.scheme().equals("digest") || values.isEmpty()) {
      throw new HeaderException(0, "digest credentials are expected");
    }
    return new DigestCredentials(
        values.get("username"),
        values.get("realm"),
        values.get("nonce"),
        values.get("uri"),
        values.get("response"),
        values.getOrDefault("algorithm", "MD5"),
        values.get("qop"),
        values.get("nc"),
        values.get("cnonce"),
        values.get("opaque"));
  }

  /** An IMS user agent's first REGISTER names the user and proves nothing yet. */
  public boolean provesNothing() {
    return nonce == null || nonce.isEmpty() || response == null || response.isEmpty();
  }

  /** Whether the response was made from this hash of user, realm and password, for this method. */
  public boolean proves(String ha1, String method) {
    if (provesNothing()) {
      return false;
    }
    return DigestAlgorithm.of(algorithm)
        .map(known -> DigestAlgorithm.sameText(known.response(ha1, method, this), response))
        .orElse(false);
  }

  /** The credentials as a header field value. */
  @Override
  public String toString() {
    List<String> parameters = new ArrayList<>();
    addQuoted(parameters, "username", username);
    addQuoted(parameters, "realm", realm);
    addQuoted(parameters, "nonce", nonce);
    addQuoted(parameters, "uri", uri);
    addQuoted(parameters, "response", response);
    add(parameters, "algorithm", algorithm);
    addQuoted(parameters, "cnonce", cnonce);
    addQuoted(parameters, "opaque", opaque);
    add(parameters, "qop", qop);
    add(parameters, "nc", nc);
    return "Digest " + String.join(", ", parameters);
  }

  private static void addQuoted(List<String> parameters, String name, String value) {
    add(parameters, name, value == null ? null : HeaderScanner.quoted(value));
  }

  private static void add(List<String> parameters, String name, String value) {
    if (value != null) {
      parameters.add(name + "=" + value);
    }
  }
}
