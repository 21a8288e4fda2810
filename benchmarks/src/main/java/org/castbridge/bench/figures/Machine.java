/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the figures come from, in one line. */
public final class Machine {
  private Machine() {}

  /** Processor, cores, kernel, JDK and what else is going on. */
  public static String words() {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, Linux "
        + System.getProperty("os.version")
        + ", JDK "
        + Runtime.version()
        + ", load before "
        + first(Path.of("/proc/loadavg"), " ");
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String first(Path file, String separator) {
    try {
      return Files.readString(file).split(separator)[0];
    } catch (IOException e) {
      return "unknown";
    }
  }
}
