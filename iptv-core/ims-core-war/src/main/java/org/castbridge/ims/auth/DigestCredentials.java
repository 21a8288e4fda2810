/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.auth;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code Authorization} header of scheme Digest. Missing parameters are null; {@code algorithm}
 * then means MD5 (RFC 7616 3.4).
 *
 * @param nc the eight hex digits as sent, because they go into the hash as text
 */
public record DigestCredentials(
    String username,
    String realm,
    String nonce,
    String uri,
    String response,
    String algorithm,
    String cnonce,
    String qop,
    String nc) {

  private static final int MAX_LENGTH = 4096;

  /**
   * @throws DigestHeaderException if the value is not of scheme Digest or breaks the grammar
   */
  public static DigestCredentials parse(String header) throws DigestHeaderException {
    String text = header.trim();
    if (text.length() > MAX_LENGTH) {
      throw new DigestHeaderException("the Authorization header is too long");
    }
    if (!text.regionMatches(true, 0, "Digest ", 0, 7)) {
      throw new DigestHeaderException("the scheme of the Authorization header is not Digest");
    }
    Map<String, String> p = new Scanner(text.substring(7)).scan();
    return new DigestCredentials(
        p.get("username"),
        p.get("realm"),
        p.get("nonce"),
        p.get("uri"),
        p.get("response"),
        p.get("algorithm"),
        p.get("cnonce"),
        p.get("qop"),
        p.get("nc"));
  }

  /** An IMS client's first REGISTER: it names the user and proves nothing (TS 24.229 5.1.1.2). */
  public boolean provesNothing() {
    return nonce == null || nonce.isEmpty() || response == null || response.isEmpty();
  }

  /**
   * auth-param list: {@code name = token | "quoted"}, with commas; quoting is accepted on any
   * parameter.
   */
  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    Map<String, String> scan() throws DigestHeaderException {
      Map<String, String> params = new HashMap<>();
      skip(" \t\r\n,");
      while (at < text.length()) {
        String name = token().toLowerCase(Locale.ROOT);
        skip(" \t");
        if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
          throw new DigestHeaderException("a digest parameter has no name or no value at " + at);
        }
        at++;
        skip(" \t");
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
        if (params.putIfAbsent(name, value) != null) {
          throw new DigestHeaderException("the digest parameter " + name + " stands twice");
        }
        skip(" \t\r\n");
        if (at < text.length() && text.charAt(at) != ',') {
          throw new DigestHeaderException("a comma is missing at " + at);
        }
        skip(" \t\r\n,");
      }
      return params;
    }

    private void skip(String blanks) {
      while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private String token() {
      int from = at;
      while (at < text.length() && "=,\" \t\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private String quoted() throws DigestHeaderException {
      StringBuilder out = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\') {
          at++;
        }
        if (at < text.length()) {
          out.append(text.charAt(at++));
        }
      }
      if (at >= text.length()) {
        throw new DigestHeaderException("a quoted digest parameter has no end");
      }
      at++;
      return out.toString();
    }
  }
}
