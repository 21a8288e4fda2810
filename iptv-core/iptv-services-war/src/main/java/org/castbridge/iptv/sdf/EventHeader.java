/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An Event header field (RFC 6665 section 8.2.1), parsed liberally.
 *
 * @param eventPackage in lower case; empty if the header field is missing
 * @param parameters by name in lower case, values without quotes
 */
record EventHeader(String eventPackage, Map<String, String> parameters) {

  static EventHeader parse(String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    List<String> parts = splitOutsideQuotes(value == null ? "" : value);
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String text = equals < 0 ? "" : part.substring(equals + 1).trim();
      parameters.put(name.trim().toLowerCase(Locale.ROOT), text.replace("\"", ""));
    }
    return new EventHeader(parts.get(0).trim().toLowerCase(Locale.ROOT), parameters);
  }

  /** By hand: a pattern for this recurses with the number of quotes. */
  private static List<String> splitOutsideQuotes(String value) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quoted ^= c == '"';
      if (c == ';' && !quoted) {
        parts.add(value.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(value.substring(begin));
    return parts;
  }

  /** A parameter's value, or the given one if it is missing. */
  String parameter(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  /** The application ids asked for; empty if none is named. */
  List<String> appIds() {
    return Arrays.stream(parameter("appids", "").split(","))
        .map(String::trim)
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
