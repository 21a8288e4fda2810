/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an ANNOUNCE from the Media Control Function tells (header field {@code Notice}, TS 183 063
 * clause 7.3; also seen as {@code x-notice}).
 *
 * @param code four digits
 * @param text for a person to read
 */
public record Notice(int code, String text) {
  /** The film is at its end. */
  public static final Notice END_OF_STREAM = new Notice(2101, "End-of-Stream Reached");

  /** The film is at its start, after playing backwards. */
  public static final Notice START_OF_STREAM = new Notice(2104, "Start-of-Stream Reached");

  /** The session is over. */
  public static final Notice SESSION_TERMINATED = new Notice(5402, "Client Session Terminated");

  private static final Pattern VALUE =
      Pattern.compile("([0-9]{4})(?:\\s+(?:\"([^\"]*)\"|([^;]*)).*)?");

  /** The notice of a message, if it carries a readable one. */
  public static Optional<Notice> of(RtspMessage message) {
    return message
        .headers()
        .first(RtspHeaders.NOTICE)
        .or(() -> message.headers().first("x-notice"))
        .flatMap(Notice::parse);
  }

  private static Optional<Notice> parse(String value) {
    Matcher matcher = VALUE.matcher(value.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String quoted = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    int code = Integer.parseInt(matcher.group(1));
    return Optional.of(new Notice(code, quoted == null ? "" : quoted.trim()));
  }

  /** Whether the film came to its end; 2306 is RealNetworks' code for it. */
  public boolean isEndOfStream() {
    return code == END_OF_STREAM.code || code == 2306;
  }

  /** Whether the session is over: 4400 to 5599 are losses of connection or permission. */
  public boolean isEndOfSession() {
    return code >= 4400 && code <= 5599;
  }

  /** The notice as a header field value. */
  @Override
  public String toString() {
    return code + " \"" + text + "\"";
  }
}
