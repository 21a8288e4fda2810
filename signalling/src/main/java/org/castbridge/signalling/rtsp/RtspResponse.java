/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.Objects;

/**
 * An RTSP response (RFC 2326 section 7).
 *
 * @param status 100 to 599, also one that {@link RtspStatus} does not name
 * @param reason the reason phrase
 * @param headers the header fields
 * @param body the body, or the empty text
 */
public record RtspResponse(int status, String reason, RtspHeaders headers, String body)
    implements RtspMessage {

  /**
   * @throws IllegalArgumentException if status or reason could not be written in a status line
   */
  public RtspResponse {
    Objects.requireNonNull(headers);
    Objects.requireNonNull(body);
    if (status < 100 || status > 599 || !RtspHeaders.isText(reason)) {
      throw new IllegalArgumentException("not a status line: " + status + " " + reason);
    }
    headers = headers.without(RtspHeaders.CONTENT_LENGTH);
  }

  /** A response without body. */
  public static RtspResponse of(RtspStatus status, long cseq) {
    RtspHeaders headers = RtspHeaders.none();
    return new RtspResponse(
        status.code(),
        status.phrase(),
        cseq < 0 ? headers : headers.with(RtspHeaders.CSEQ, Long.toString(cseq)),
        "");
  }

  /** Whether the request was carried out. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** This response with one more header field. */
  public RtspResponse with(String name, String value) {
    return new RtspResponse(status, reason, headers.with(name, value), body);
  }

  /** This response with a body of this media type. */
  public RtspResponse withBody(String contentType, String newBody) {
    RtspHeaders typed =
        headers.without(RtspHeaders.CONTENT_TYPE).with(RtspHeaders.CONTENT_TYPE, contentType);
    return new RtspResponse(status, reason, typed, newBody);
  }
}
