/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling.ims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One challenge or one set of credentials: a scheme and its parameters (RFC 3261 section 25.1, RFC
 * 9110 section 11.3).
 *
 * @param scheme in lower case, as {@code digest}
 * @param values by lower-case name; the first wins where a challenge repeats a name
 */
record AuthParameters(String scheme, Map<String, String> values) {
  private static final int MOST = 64;

  /** Reads all challenges of one header field value; several may stand in one, split by commas. */
  static List<AuthParameters> parse(String header) throws HeaderException {
    HeaderScanner scanner = new HeaderScanner(header);
    List<AuthParameters> result = new ArrayList<>();
    separators(scanner);
    while (!scanner.atEnd()) {
      result.add(one(scanner));
      if (result.size() > MOST) {
        throw scanner.wrong("more than " + MOST + " challenges");
      }
    }
    return result;
  }

  /**
   * Reads one set of credentials (RFC 9110 section 11.4), more strictly than challenges: what
   * proves an identity must not be read in two ways.
   *
   * @throws HeaderException if it breaks the grammar, or a name stands twice
   */
  static AuthParameters credentials(String header) throws HeaderException {
    HeaderScanner scanner = new HeaderScanner(header);
    scanner.skipBlanks();
    String scheme = scanner.word();
    Map<String, String> values = new LinkedHashMap<>();
    separators(scanner);
    while (!scanner.atEnd()) {
      int before = values.size();
      if (!parameter(scanner, values)) {
        throw scanner.wrong("a parameter has no value");
      }
      if (values.size() == before) {
        throw scanner.wrong("a parameter stands twice before here");
      }
      scanner.skipBlanks();
      if (!scanner.atEnd() && !scanner.take(',')) {
        throw scanner.wrong("a comma is missing");
      }
      separators(scanner);
    }
    return new AuthParameters(scheme.toLowerCase(Locale.ROOT), values);
  }

  private static AuthParameters one(HeaderScanner scanner) throws HeaderException {
    String scheme = scanner.word();
    if (scheme.isEmpty()) {
      throw scanner.wrong("an authentication scheme is missing");
    }
    Map<String, String> values = new LinkedHashMap<>();
    separators(scanner);
    while (!scanner.atEnd() && parameter(scanner, values)) {
      if (values.size() > MOST) {
        throw scanner.wrong("more than " + MOST + " parameters");
      }
      separators(scanner);
    }
    return new AuthParameters(scheme.toLowerCase(Locale.ROOT), values);
  }

  // False, and nothing taken, if a new scheme begins here: a word without an equals sign behind it.
  private static boolean parameter(HeaderScanner scanner, Map<String, String> values)
      throws HeaderException {
    int start = scanner.position();
    String name = scanner.word();
    scanner.skipBlanks();
    if (name.isEmpty()) {
      throw scanner.wrong("a parameter name is missing");
    }
    if (!scanner.take('=')) {
      scanner.back(start);
      return false;
    }
    scanner.skipBlanks();
    values.putIfAbsent(name.toLowerCase(Locale.ROOT), scanner.value());
    return true;
  }

  private static void separators(HeaderScanner scanner) {
    do {
      scanner.skipBlanks();
    } while (scanner.take(','));
  }
}
