/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/**
 * An answer on Xa.
 *
 * @param status HTTP status
 * @param contentType media type of the body, or null without one
 * @param headers further header fields
 * @param body what a GET carries; empty for 304
 */
record XaResponse(int status, String contentType, Map<String, String> headers, byte[] body) {
  private static final int NOT_MODIFIED = 304;

  /** A document with its entity tag; 304 if the client has it already. */
  static XaResponse document(
      String contentType, String entityTag, String cacheControl, byte[] body, String ifNoneMatch) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("ETag", entityTag);
    headers.put("Cache-Control", cacheControl);
    headers.put("Vary", "X-3GPP-Intended-Identity");
    return EntityTags.matches(ifNoneMatch, entityTag)
        ? new XaResponse(NOT_MODIFIED, null, headers, new byte[0])
        : new XaResponse(200, contentType, headers, body);
  }

  /** A refusal with one plain sentence. */
  static XaResponse refusal(int status, String sentence) {
    return new XaResponse(
        status,
        "text/plain;charset=UTF-8",
        Map.of("Cache-Control", "no-store"),
        (sentence + "\n").getBytes(UTF_8));
  }

  /** The same with one more header field. */
  XaResponse with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new XaResponse(status, contentType, more, body);
  }
}
