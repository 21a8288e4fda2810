/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.Objects;

/**
 * An RTSP request (RFC 2326 section 6).
 *
 * @param method as written; method names have case
 * @param uri the absolute address of the film, or {@code *}
 * @param headers the header fields
 * @param body the body, or the empty text
 */
public record RtspRequest(String method, String uri, RtspHeaders headers, String body)
    implements RtspMessage {
  public static final String ANNOUNCE = "ANNOUNCE";
  public static final String GET_PARAMETER = "GET_PARAMETER";
  public static final String OPTIONS = "OPTIONS";
  public static final String PAUSE = "PAUSE";
  public static final String PLAY = "PLAY";
  public static final String SET_PARAMETER = "SET_PARAMETER";
  public static final String TEARDOWN = "TEARDOWN";

  /**
   * @throws IllegalArgumentException if method or uri could not be written in a request line
   */
  public RtspRequest {
    Objects.requireNonNull(headers);
    Objects.requireNonNull(body);
    if (!RtspHeaders.isToken(method)
        || uri.isEmpty()
        || uri.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
      throw new IllegalArgumentException("not a request line: " + method + " " + uri);
    }
    headers = headers.without(RtspHeaders.CONTENT_LENGTH);
  }

  /** A request without body. */
  public static RtspRequest of(String method, String uri, long cseq) {
    return new RtspRequest(
        method, uri, RtspHeaders.none().with(RtspHeaders.CSEQ, Long.toString(cseq)), "");
  }

  /** This request with one more header field. */
  public RtspRequest with(String name, String value) {
    return new RtspRequest(method, uri, headers.with(name, value), body);
  }

  /** This request with a body of this media type. */
  public RtspRequest withBody(String contentType, String newBody) {
    RtspHeaders typed =
        headers.without(RtspHeaders.CONTENT_TYPE).with(RtspHeaders.CONTENT_TYPE, contentType);
    return new RtspRequest(method, uri, typed, newBody);
  }
}
