/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${name}} and {@code ${name:default}} by configuration values. */
final class Expressions {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");

  private final Function<String, Optional<String>> lookup;

  Expressions(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  String expand(String text) throws SubscribersException {
    Matcher m = EXPRESSION.matcher(text);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      Optional<String> value = lookup.apply(m.group(1)).or(() -> Optional.ofNullable(m.group(2)));
      if (value.isEmpty()) {
        throw new SubscribersException("there is no configuration value for " + m.group());
      }
      m.appendReplacement(out, Matcher.quoteReplacement(value.get()));
    }
    return m.appendTail(out).toString();
  }
}
