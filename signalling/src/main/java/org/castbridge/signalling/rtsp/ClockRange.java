/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of absolute time (RFC 2326 section 3.7), for time-shifted television: the recording's
 * beginning moves, so normal play time would mean another moment in every request.
 *
 * @param start seconds of UTC since 1970 at which playing begins
 * @param end where it stops; empty for the live edge
 */
public record ClockRange(double start, OptionalDouble end) {
  private static final String TIME = "[0-9]{8}T[0-9]{6}(?:\\.[0-9]{1,9})?Z";
  private static final Pattern RANGE =
      Pattern.compile("clock\\s*=\\s*(" + TIME + ")\\s*-\\s*(" + TIME + ")?\\s*(?:;.*)?");
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuuMMdd'T'HHmmss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT);

  /** From this second, of UTC since 1970, to the live edge. */
  public static ClockRange from(double start) {
    return new ClockRange(start, OptionalDouble.empty());
  }

  /** Between these seconds, of UTC since 1970. */
  public static ClockRange between(double start, double end) {
    return new ClockRange(start, OptionalDouble.of(end));
  }

  /** Whether the value of a Range header field is absolute time, well-formed or not. */
  static boolean is(String value) {
    return value.trim().toLowerCase(Locale.ROOT).startsWith("clock");
  }

  /**
   * Reads the value of a Range header field.
   *
   * @throws RtspException with status 457 if it is not absolute time
   */
  public static ClockRange parse(String value) throws RtspException {
    String text = value.trim();
    Matcher matcher = text.length() > 200 ? null : RANGE.matcher(text);
    if (matcher == null || !matcher.matches()) {
      throw wrong();
    }
    OptionalDouble end =
        matcher.group(2) == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(seconds(matcher.group(2)));
    return new ClockRange(seconds(matcher.group(1)), end);
  }

  private static double seconds(String text) throws RtspException {
    try {
      Instant instant = LocalDateTime.parse(text, FORM).toInstant(ZoneOffset.UTC);
      return instant.getEpochSecond() + instant.getNano() / 1e9;
    } catch (DateTimeException e) {
      throw wrong();
    }
  }

  private static RtspException wrong() {
    return new RtspException(
        RtspStatus.INVALID_RANGE, "Range must be absolute time, as clock=20261122T201500Z-");
  }

  /** The range as a header field value, with milliseconds. */
  @Override
  public String toString() {
    return "clock=" + text(start) + "-" + (end.isPresent() ? text(end.getAsDouble()) : "");
  }

  private static String text(double seconds) {
    Instant instant = Instant.ofEpochMilli(Math.round(seconds * 1000));
    return DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }
}
