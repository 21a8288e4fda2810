/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.rtsp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A {@code text/parameters} body of GET_PARAMETER and SET_PARAMETER (RFC 2326 section 10.8): a name
 * a line, in an answer with its value.
 *
 * @param values by name in order; a name without value has the empty text
 */
public record TextParameters(Map<String, String> values) {
  public static final String MIME_TYPE = "text/parameters";

  /** Where the film stands, in seconds. */
  public static final String POSITION = "position";

  /** The speeds that can be asked for, split by commas. */
  public static final String SCALES = "scales";

  /** How long the film is, in seconds. */
  public static final String DURATION = "duration";

  /** What it does: {@code ready}, {@code playing}, {@code paused} or {@code ended}. Not of OIPF. */
  public static final String STATE = "state";

  /** The speed in use. Not of OIPF. */
  public static final String SCALE = "scale";

  /** The oldest second of a channel that can be played, UTC since 1970. Not of OIPF. */
  public static final String START = "start";

  /** The newest second of a channel, UTC since 1970. Not of OIPF. */
  public static final String END = "end";

  /** Whether what is played is the newest, {@code true} or {@code false}. Not of OIPF. */
  public static final String LIVE = "live";

  private static final int MOST = 100;

  public TextParameters {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads a body.
   *
   * @throws RtspException with status 400 if a line has no name or there are too many
   */
  public static TextParameters parse(String body) throws RtspException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : body.split("\r?\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      int colon = line.indexOf(':');
      String name = (colon < 0 ? line : line.substring(0, colon)).trim();
      if (name.isEmpty() || values.size() >= MOST || !RtspHeaders.isText(line)) {
        throw new RtspException(RtspStatus.BAD_REQUEST, "a parameter is <name> or <name>: <value>");
      }
      values.put(name, colon < 0 ? "" : line.substring(colon + 1).trim());
    }
    return new TextParameters(values);
  }

  /** The body. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + (entry.getValue().isEmpty() ? "" : ": " + entry.getValue())
                    + "\r\n")
        .collect(Collectors.joining());
  }
}
