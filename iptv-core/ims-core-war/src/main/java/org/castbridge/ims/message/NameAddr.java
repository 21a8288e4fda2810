/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.message;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A {@code name-addr} or {@code addr-spec} with header parameters (RFC 3261 25.1), as in From,
 * Contact and P-Asserted-Identity.
 *
 * @param uri the URI as written, of any scheme; {@code *} for the wildcard of Contact
 * @param params header parameters in order, names lower case, values as written (quotes and escapes
 *     kept), flags empty
 */
public record NameAddr(String uri, Map<String, String> params) {

  public NameAddr {
    params = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /**
   * @throws SipUriException if a bracket or a quote is not closed
   */
  public static NameAddr parse(String text) throws SipUriException {
    String rest = text.trim();
    if (rest.startsWith("\"")) {
      rest = rest.substring(quotedEnd(text, rest, 0));
    }
    int open = rest.indexOf('<');
    if (open < 0) {
      // Without brackets all parameters belong to the header.
      int semicolon = rest.indexOf(';');
      String uri = semicolon < 0 ? rest : rest.substring(0, semicolon);
      return new NameAddr(uri.trim(), params(text, semicolon < 0 ? "" : rest.substring(semicolon)));
    }
    int close = rest.indexOf('>', open);
    if (close < 0) {
      throw new SipUriException(text, "a bracket is not closed");
    }
    return new NameAddr(
        rest.substring(open + 1, close).trim(), params(text, rest.substring(close + 1)));
  }

  /** The URI as a SIP URI. */
  public SipUri sipUri() throws SipUriException {
    return SipUri.parse(uri);
  }

  private static Map<String, String> params(String text, String rest) throws SipUriException {
    Map<String, String> params = new LinkedHashMap<>();
    int at = 0;
    while (at < rest.length()) {
      int end = at;
      while (end < rest.length() && rest.charAt(end) != ';') {
        end = rest.charAt(end) == '"' ? quotedEnd(text, rest, end) : end + 1;
      }
      String[] pair = rest.substring(at, end).trim().split("=", 2);
      if (!pair[0].isBlank()) {
        String name = pair[0].trim().toLowerCase(Locale.ROOT);
        params.put(name, pair.length == 2 ? pair[1].trim() : "");
      }
      at = end + 1;
    }
    return params;
  }

  /** Index behind the quoted string that begins at {@code from}. */
  private static int quotedEnd(String text, String rest, int from) throws SipUriException {
    for (int i = from + 1; i < rest.length(); i++) {
      if (rest.charAt(i) == '\\') {
        i++;
      } else if (rest.charAt(i) == '"') {
        return i + 1;
      }
    }
    throw new SipUriException(text, "a quote is not closed");
  }
}
