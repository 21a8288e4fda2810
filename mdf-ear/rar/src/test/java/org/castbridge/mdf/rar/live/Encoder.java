/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The ffmpeg program as a head-end. */
final class Encoder implements AutoCloseable {
  private final Process process;

  private Encoder(Process process) {
    this.process = process;
  }

  static boolean isThere() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ffmpeg")));
  }

  /** Sends a test picture and a tone, live. */
  static Encoder start(String size, String... output) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-re"));
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=rate=25:size=" + size));
    command.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
    command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
    command.addAll(List.of("-pix_fmt", "yuv420p", "-g", "25", "-bf", "0", "-b:v", "300k"));
    command.addAll(List.of("-c:a", "libopus", "-b:a", "48k", "-ac", "2"));
    command.addAll(List.of(output));
    return new Encoder(new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start());
  }

  /** As a crash ends it. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
