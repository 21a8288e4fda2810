/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.castbridge.tests.harness.Product;

/** The ffmpeg program as a head-end: a test picture and a tone, live, sent somewhere. */
final class HeadEnd implements AutoCloseable {
  private final Process process;

  private HeadEnd(Process process) {
    this.process = process;
  }

  static HeadEnd start(String size, String... output) throws IOException {
    return start(size, List.of("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"), output);
  }

  static HeadEnd start(String size, List<String> codec, String... output) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
    command.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc2=rate=25:size=" + size));
    command.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
    command.addAll(codec);
    command.addAll(List.of("-pix_fmt", "yuv420p", "-g", "25", "-b:v", "600k"));
    command.addAll(List.of("-c:a", "libopus", "-b:a", "64k", "-ac", "2"));
    command.addAll(List.of(output));
    return new HeadEnd(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Product.reports().resolve("head-end.log").toFile())
            .start());
  }

  /** As a crash ends it. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
