/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time a process has used, user and system, from {@code /proc}: all its threads, and
 * those of a name apart.
 *
 * @param totalMicros all threads, the ended ones too
 * @param namedMicros living threads whose name begins with the prefix
 */
public record ProcessTimes(long totalMicros, long namedMicros) {
  /** USER_HZ: what the kernel shows to user space is always in hundredths of a second. */
  private static final long MICROS_PER_TICK = 10_000;

  /** Fields behind the name, which may hold blanks: utime is the 12th, stime the 13th of them. */
  private static final int UTIME = 11;

  /** Reads them now. */
  public static ProcessTimes of(long pid, String threadPrefix) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      List<String> lines = tasks.map(ProcessTimes::stat).toList();
      long named =
          lines.stream()
              .filter(line -> name(line).startsWith(threadPrefix))
              .mapToLong(ProcessTimes::micros)
              .sum();
      return new ProcessTimes(micros(stat(process)), named);
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has ended", e);
    }
  }

  private static String stat(Path folder) {
    try {
      return Files.readString(folder.resolve("stat"));
    } catch (NoSuchFileException e) {
      return "0 () Z 0 0 0 0 0 0 0 0 0 0 0 0"; // a thread that ended meanwhile
    } catch (IOException e) {
      return "0 () Z 0 0 0 0 0 0 0 0 0 0 0 0"; // ESRCH: the same
    }
  }

  private static String name(String stat) {
    return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  }

  private static long micros(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * MICROS_PER_TICK;
  }

  /** What was used since {@code before}. */
  public ProcessTimes since(ProcessTimes before) {
    return new ProcessTimes(totalMicros - before.totalMicros, namedMicros - before.namedMicros);
  }
}
