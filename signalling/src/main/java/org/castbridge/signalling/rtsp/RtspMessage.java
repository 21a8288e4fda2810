/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.Optional;

/** An RTSP request or response. Immutable. */
public sealed interface RtspMessage permits RtspRequest, RtspResponse {

  /** The header fields without Content-Length, which follows from the body. */
  RtspHeaders headers();

  /** The body, or the empty text. */
  String body();

  /** The sequence number, 0 to 2^31 - 1; -1 if the message has none. */
  default long cseq() {
    return headers().first(RtspHeaders.CSEQ).map(RtspMessage::sequence).orElse(-1L);
  }

  /** The session id without its parameters (RFC 2326 section 12.37). */
  default Optional<String> session() {
    return headers()
        .first(RtspHeaders.SESSION)
        .map(value -> value.split(";", 2)[0].trim())
        .filter(id -> !id.isEmpty());
  }

  /** The speed asked for or in use: 1 is normal, negative is backwards; empty if not stated. */
  default Optional<Double> scale() throws RtspException {
    Optional<String> value = headers().first(RtspHeaders.SCALE).map(String::trim);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.get().matches("-?[0-9]{1,6}(\\.[0-9]{0,9})?")) {
      throw new RtspException(
          RtspStatus.PARAMETER_NOT_UNDERSTOOD, "Scale must be a decimal number");
    }
    return Optional.of(Double.valueOf(value.get()));
  }

  /** The range of normal play time asked for or played; empty if not stated. */
  default Optional<NptRange> range() throws RtspException {
    Optional<String> value = headers().first(RtspHeaders.RANGE);
    return value.isEmpty() ? Optional.empty() : Optional.of(NptRange.parse(value.get()));
  }

  /** The range of absolute time asked for or played; empty if there is none, or one of npt. */
  default Optional<ClockRange> clock() throws RtspException {
    Optional<String> value = headers().first(RtspHeaders.RANGE).filter(ClockRange::is);
    return value.isEmpty() ? Optional.empty() : Optional.of(ClockRange.parse(value.get()));
  }

  /** The sequence number in a CSeq value, or -1. */
  static long sequence(String value) {
    String digits = value.trim();
    if (!digits.matches("[0-9]{1,10}")) {
      return -1;
    }
    long number = Long.parseLong(digits);
    return number > Integer.MAX_VALUE ? -1 : number;
  }
}
