/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of normal play time (RFC 2326 section 3.6), in seconds from the beginning.
 *
 * @param start where playing begins; empty for {@code now}, which is where it stands
 * @param end where it stops; empty for the end of the film
 */
public record NptRange(OptionalDouble start, OptionalDouble end) {
  private static final String SECONDS = "[0-9]{1,9}(?:\\.[0-9]{0,9})?";
  private static final String CLOCK = "[0-9]{1,6}:[0-5]?[0-9]:[0-5]?[0-9](?:\\.[0-9]{0,9})?";
  private static final String TIME = CLOCK + "|" + SECONDS;
  // What follows a semicolon is the wall-clock time at which to act, which a film has no use for.
  private static final Pattern RANGE =
      Pattern.compile("npt\\s*=\\s*(now|" + TIME + ")?\\s*-\\s*(" + TIME + ")?\\s*(?:;.*)?");

  /** From where playing stands to the end. */
  public static NptRange now() {
    return new NptRange(OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** From this second to the end. */
  public static NptRange from(double start) {
    return new NptRange(OptionalDouble.of(start), OptionalDouble.empty());
  }

  /** Between these seconds. */
  public static NptRange between(double start, double end) {
    return new NptRange(OptionalDouble.of(start), OptionalDouble.of(end));
  }

  /**
   * Reads the value of a Range header field.
   *
   * @throws RtspException with status 457 if it is not normal play time
   */
  public static NptRange parse(String value) throws RtspException {
    String text = value.trim();
    Matcher matcher = text.length() > 200 ? null : RANGE.matcher(text);
    if (matcher == null
        || !matcher.matches()
        || (matcher.group(1) == null && matcher.group(2) == null)) {
      throw wrong("Range must be normal play time, as npt=10.5-");
    }
    OptionalDouble end = time(matcher.group(2));
    // "-20" is the first twenty seconds: RFC 2326 lets the start be left out.
    OptionalDouble start = matcher.group(1) == null ? OptionalDouble.of(0) : time(matcher.group(1));
    // Speed may be negative: a range whose end lies before its start is played backwards (section
    // 12.34).
    return new NptRange(start, end);
  }

  private static OptionalDouble time(String text) {
    if (text == null || text.equals("now")) {
      return OptionalDouble.empty();
    }
    double seconds = 0;
    for (String part : text.split(":", -1)) {
      seconds = seconds * 60 + Double.parseDouble(part);
    }
    return OptionalDouble.of(seconds);
  }

  private static RtspException wrong(String message) {
    return new RtspException(RtspStatus.INVALID_RANGE, message);
  }

  /** The range as a header field value, with milliseconds. */
  @Override
  public String toString() {
    return "npt=" + (start.isPresent() ? text(start) : "now") + "-" + text(end);
  }

  private static String text(OptionalDouble seconds) {
    return seconds.isPresent() ? String.format(Locale.ROOT, "%.3f", seconds.getAsDouble()) : "";
  }
}
