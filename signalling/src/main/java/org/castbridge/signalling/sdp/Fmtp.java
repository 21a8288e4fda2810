/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Format parameters, the {@code a=fmtp} attribute (RFC 8866 section 6.15). Reads liberally, because
 * the field writes liberally: parameters in one line split by semicolons, with stray blanks, or in
 * several lines.
 *
 * @param format the payload type or format name
 * @param parameters the values by name, in order; a parameter without value has the empty text
 */
public record Fmtp(String format, Map<String, List<String>> parameters) {

  public Fmtp {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    parameters = java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * Reads the value of an {@code a=fmtp} attribute. Never fails: whatever is no {@code name=value}
   * is a bare name.
   */
  public static Fmtp parse(String value) {
    String trimmed = value.trim();
    int blank = trimmed.indexOf(' ');
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (blank > 0) {
      for (String part : trimmed.substring(blank + 1).split(";", -1)) {
        add(parameters, part.trim());
      }
    }
    return new Fmtp(blank > 0 ? trimmed.substring(0, blank) : trimmed, parameters);
  }

  private static void add(Map<String, List<String>> parameters, String part) {
    if (part.isEmpty()) {
      return;
    }
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals).trim();
    String value = equals < 0 ? "" : part.substring(equals + 1).trim();
    parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** The first value of a parameter, its name compared without case. */
  public Optional<String> first(String name) {
    return parameters.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(entry -> entry.getValue().get(0))
        .findFirst();
  }

  /** These parameters and then those of another line of the same format. */
  public Fmtp and(Fmtp other) {
    Map<String, List<String>> both = new LinkedHashMap<>();
    parameters.forEach((name, values) -> both.put(name, new ArrayList<>(values)));
    other.parameters.forEach(
        (name, values) -> both.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
    return new Fmtp(format, both);
  }

  /** The parameters as one attribute. */
  public Attribute attribute() {
    String text =
        parameters.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(value -> pair(entry.getKey(), value)))
            .collect(Collectors.joining(";"));
    return new Attribute("fmtp", text.isEmpty() ? format : format + " " + text);
  }

  private static String pair(String name, String value) {
    return value.isEmpty() ? name : name + "=" + value;
  }
}
