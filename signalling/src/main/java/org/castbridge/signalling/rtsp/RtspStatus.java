/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.Optional;

/** The RTSP status codes in use on Xc (RFC 2326 section 7.1.1). */
public enum RtspStatus {
  OK(200, "OK"),
  MOVED_PERMANENTLY(301, "Moved Permanently"),
  MOVED_TEMPORARILY(302, "Moved Temporarily"),
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Time-out"),
  REQUEST_ENTITY_TOO_LARGE(413, "Request Entity Too Large"),
  REQUEST_URI_TOO_LARGE(414, "Request-URI Too Large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
  PARAMETER_NOT_UNDERSTOOD(451, "Parameter Not Understood"),
  NOT_ENOUGH_BANDWIDTH(453, "Not Enough Bandwidth"),
  SESSION_NOT_FOUND(454, "Session Not Found"),
  METHOD_NOT_VALID_IN_THIS_STATE(455, "Method Not Valid in This State"),
  HEADER_FIELD_NOT_VALID_FOR_RESOURCE(456, "Header Field Not Valid for Resource"),
  INVALID_RANGE(457, "Invalid Range"),
  PARAMETER_IS_READ_ONLY(458, "Parameter Is Read-Only"),
  DESTINATION_UNREACHABLE(462, "Destination unreachable"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  BAD_GATEWAY(502, "Bad Gateway"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  GATEWAY_TIMEOUT(504, "Gateway Time-out"),
  VERSION_NOT_SUPPORTED(505, "RTSP Version not supported"),
  OPTION_NOT_SUPPORTED(551, "Option not supported");

  private final int code;
  private final String phrase;

  RtspStatus(int code, String phrase) {
    this.code = code;
    this.phrase = phrase;
  }

  /** The three digits. */
  public int code() {
    return code;
  }

  /** The reason phrase of the standard. */
  public String phrase() {
    return phrase;
  }

  /** The status of this code, if it is one of these. */
  public static Optional<RtspStatus> of(int code) {
    for (RtspStatus status : values()) {
      if (status.code == code) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
