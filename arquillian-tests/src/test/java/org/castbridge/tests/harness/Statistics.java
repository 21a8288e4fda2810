/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import java.util.Map;

/** The browser's getStats(), as far as a test asks: groups video, audio, transport. */
public record Statistics(Map<String, Object> values) {

  /** A number; an error that shows everything if it is not there. */
  public double number(String group, String name) {
    if (value(group, name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError("no number " + group + "." + name + " in " + values);
  }

  /** A text, "null" if it is not there. */
  public String text(String group, String name) {
    return String.valueOf(value(group, name));
  }

  /** How much a number has grown since. */
  public double since(Statistics before, String group, String name) {
    return number(group, name) - before.number(group, name);
  }

  private Object value(String group, String name) {
    return values.get(group) instanceof Map<?, ?> map ? map.get(name) : null;
  }
}
