/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.figures;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One bench's figures: names to numbers, in the order they were found. */
public final class Figures {
  private static final int DIGITS = 4;

  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Sets a figure; one that is no number is left out: it was not measured. */
  public Figures put(String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
    return this;
  }

  /** The figure, NaN if it was not measured. */
  public double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /** A flat JSON object. */
  public String json() {
    return values.entrySet().stream()
        .map(e -> "  \"" + e.getKey() + "\": " + number(e.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /** Two columns. */
  public String table() {
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    return values.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT, "  %-" + width + "s  %10s%n", e.getKey(), number(e.getValue())))
        .collect(Collectors.joining());
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    return new BigDecimal(value)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Writes the JSON, whole or not at all. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, json());
    Files.move(
        fresh,
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
