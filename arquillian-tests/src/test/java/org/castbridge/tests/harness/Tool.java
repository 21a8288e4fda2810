/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs by other people that look at our files. */
public final class Tool {
  private Tool() {}

  /** Runs it to its end; what it wrote, complaints included. */
  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = process.waitFor();
      return end == 0 ? output : output + "\n" + command.get(0) + " ended with " + end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What ffmpeg has to say against a file when it decodes all of it; empty if nothing. */
  public static String complaints(Path file) {
    return run(List.of("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-"));
  }

  /** From the first picture or sound of a file to the last, in seconds, by ffprobe. */
  public static double seconds(Path file, String track) {
    String times =
        run(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                track,
                "-show_entries",
                "packet=pts_time",
                "-of",
                "csv=print_section=0",
                file.toString()));
    double[] all =
        times.lines().filter(l -> !l.isBlank()).mapToDouble(Double::parseDouble).sorted().toArray();
    return all.length == 0 ? 0 : all[all.length - 1] - all[0];
  }

  /** The values of a field of every packet that tshark shows by this filter. */
  public static List<String> packets(Path capture, String filter, String field) {
    List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString()));
    command.addAll(List.of("-Y", filter, "-T", "fields", "-e", field));
    return run(command).lines().filter(l -> l.matches("[0-9a-fx,]+")).toList();
  }
}
