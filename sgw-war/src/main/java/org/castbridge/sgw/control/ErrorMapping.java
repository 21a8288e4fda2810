/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.sgw.control.Refusal.Upstream;

/** What an answer of SIP, RTSP or HTTP means to the viewer. */
final class ErrorMapping {
  private static final Pattern LINE = Pattern.compile("[a-z]=\\S.*");

  private ErrorMapping() {}

  /** A refused INVITE. */
  static Refusal invite(SipStatus status) {
    W2ErrorCode code = inviteCode(status);
    String field = code == W2ErrorCode.BAD_OFFER ? offendingLine(status.warning()) : null;
    return new Refusal(code, field, upstream(status));
  }

  private static W2ErrorCode inviteCode(SipStatus status) {
    return switch (status.code()) {
      case 401, 407 -> W2ErrorCode.NOT_REGISTERED;
      case 402 -> W2ErrorCode.PAYMENT_REQUIRED;
      case 403 -> forbidden(status);
      case 404, 410, 484, 604 -> W2ErrorCode.UNKNOWN_CONTENT;
      case 400 -> W2ErrorCode.BAD_OFFER;
      case 415, 488, 606 ->
          "not-recorded".equalsIgnoreCase(status.cause())
              ? W2ErrorCode.NOT_RECORDED
              : notAcceptable(status);
      case 486, 600 -> W2ErrorCode.BUSY;
      case 503 -> status.retryAfter() ? W2ErrorCode.BUSY : W2ErrorCode.UNAVAILABLE;
      default -> W2ErrorCode.UNAVAILABLE;
    };
  }

  private static W2ErrorCode forbidden(SipStatus status) {
    if (status.cause() != null) {
      return switch (status.cause().toLowerCase(Locale.ROOT)) {
        case "age" -> W2ErrorCode.AGE_RESTRICTED;
        case "payment" -> W2ErrorCode.PAYMENT_REQUIRED;
        default -> W2ErrorCode.NOT_ENTITLED;
      };
    }
    boolean identity =
        status.warning() != null && status.warning().toLowerCase(Locale.ROOT).contains("identity");
    return identity ? W2ErrorCode.FORBIDDEN_IDENTITY : W2ErrorCode.NOT_ENTITLED;
  }

  private static W2ErrorCode notAcceptable(SipStatus status) {
    return switch (status.warnCode()) {
      case 0, 304, 305 -> W2ErrorCode.NO_COMMON_CODEC;
      case 370 -> W2ErrorCode.BUSY;
      default -> W2ErrorCode.BAD_OFFER;
    };
  }

  /** The SDP line that a Warning names, or null. */
  private static String offendingLine(String warning) {
    Matcher line = LINE.matcher(warning == null ? "" : warning);
    return line.find() ? line.group() : null;
  }

  /** A refused REGISTER. */
  static Refusal register(SipStatus status) {
    W2ErrorCode code =
        switch (status.code()) {
          case 401, 403, 404, 407 -> W2ErrorCode.BAD_CREDENTIALS;
          default -> W2ErrorCode.UNAVAILABLE;
        };
    return new Refusal(code, null, upstream(status));
  }

  /** A refused SUBSCRIBE; the viewer notices it when asking for the catalogue. */
  static Refusal subscribe(SipStatus status) {
    boolean unregistered = status.code() == 403 || status.code() == 401;
    W2ErrorCode code = unregistered ? W2ErrorCode.NOT_REGISTERED : W2ErrorCode.UNAVAILABLE;
    return new Refusal(code, null, upstream(status));
  }

  /** A failed GET on Xa. */
  static Refusal catalogue(int status) {
    W2ErrorCode code =
        status == 401 || status == 403 ? W2ErrorCode.NOT_REGISTERED : W2ErrorCode.UNAVAILABLE;
    return new Refusal(code, null, status == 0 ? null : new Upstream("HTTP", status, null));
  }

  /** A refused RTSP request. */
  static Refusal control(int status) {
    W2ErrorCode code =
        switch (status) {
          case 404 -> W2ErrorCode.UNKNOWN_CONTENT;
          case 405, 455 -> W2ErrorCode.WRONG_STATE;
          case 451 -> W2ErrorCode.UNSUPPORTED_SPEED;
          case 453 -> W2ErrorCode.BUSY;
          case 454 -> W2ErrorCode.UNKNOWN_SESSION;
          case 457 -> W2ErrorCode.BAD_RANGE;
          default -> W2ErrorCode.UNAVAILABLE;
        };
    return new Refusal(code, null, status == 0 ? null : new Upstream("RTSP", status, null));
  }

  private static Upstream upstream(SipStatus status) {
    return new Upstream("SIP", status.code(), status.warning());
  }
}
