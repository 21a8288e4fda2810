/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a bench was told: where it works, and numbers by name. */
public final class Options {
  /** A command line that cannot be understood; the message is for its writer. */
  public static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private final Path root;
  private final int offset;
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param root the project's folder
   * @param offset added to every port
   * @param words {@code --name value}, or {@code --name} alone for yes
   */
  public Options(Path root, int offset, List<String> words) {
    this.root = root;
    this.offset = offset;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        throw new UsageException("'" + word + "' is not understood; see ./castbridge bench");
      }
      boolean valued = i + 1 < words.size() && !words.get(i + 1).startsWith("--");
      values.put(word.substring(2), valued ? words.get(++i) : "true");
    }
  }

  /** Refuses what the bench does not know. */
  public void allow(String... names) {
    for (String name : values.keySet()) {
      if (!Set.of(names).contains(name)) {
        throw new UsageException(
            "this bench knows --" + String.join(", --", names) + ", but not --" + name);
      }
    }
  }

  public int number(String name, int otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new UsageException("--" + name + " wants a number, not '" + value + "'");
    }
  }

  public boolean flag(String name) {
    return "true".equals(values.get(name));
  }

  /** Numbers with commas between. */
  public int[] numbers(String name, String otherwise) {
    String value = values.getOrDefault(name, otherwise);
    try {
      return value.isEmpty()
          ? new int[0]
          : List.of(value.split(",")).stream().mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      throw new UsageException("--" + name + " wants numbers with commas, not '" + value + "'");
    }
  }

  public Path root() {
    return root;
  }

  public int offset() {
    return offset;
  }

  /** A port of a run of ours. */
  public int port(int port) {
    return port + offset;
  }

  /** Where figures and everything that is made on the way go. */
  public Path work() {
    return root.resolve("target/bench");
  }
}
