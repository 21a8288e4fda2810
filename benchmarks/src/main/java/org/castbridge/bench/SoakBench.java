/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.viewers.Signalling;
import org.castbridge.bench.viewers.ViewerPool;
import org.castbridge.bench.viewers.Window;

/** Viewers come and go for a long time: nothing may grow, nothing may get later. */
final class SoakBench implements Bench {
  private static final int WINDOW_SECONDS = 15;
  private static final int SAMPLES = 6;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String words() {
    return "viewers come and go: heap, descriptors, threads and lateness at the beginning and end";
  }

  @Override
  public String options() {
    return "[--minutes 60] [--viewers 60] [--loops 1] [--no-gro]";
  }

  /** What must not grow. */
  private record Sample(double heapMegabytes, long descriptors, long threads, double late) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "heap %6.1f MB, %4d descriptors, %4d threads, lateness p99 %6.1f ms",
          heapMegabytes,
          descriptors,
          threads,
          late);
    }
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("minutes", "viewers", "loops", "no-gro");
    int viewers = options.number("viewers", 60);
    long length = options.number("minutes", 60) * 60_000_000_000L;
    try (Stage stage = Stage.set(options)) {
      Signalling channel = stage.channel();
      stage.warmUp(channel);
      try (ViewerPool pool = stage.pool(channel)) {
        pool.open(viewers);
        long begin = System.nanoTime();
        long came = viewers;
        Sample first = null;
        Sample last = null;
        for (int i = 0; i <= SAMPLES; i++) {
          while (System.nanoTime() - begin < length * i / SAMPLES) {
            came += turn(pool, Math.max(1, viewers / 10));
          }
          last = sample(stage, pool);
          first = first == null ? last : first;
          System.out.printf("%5.1f min: %s%n", (System.nanoTime() - begin) / 60e9, last);
        }
        return figures(first, last, came, (System.nanoTime() - begin) / 60e9);
      }
    }
  }

  /** The oldest go, others come. */
  private static int turn(ViewerPool pool, int count) throws IOException, InterruptedException {
    pool.close(count);
    pool.open(count);
    Thread.sleep(2_000);
    return count;
  }

  private static Sample sample(Stage stage, ViewerPool pool)
      throws IOException, InterruptedException {
    pool.awaitPlaying(20);
    pool.openWindow();
    Thread.sleep(WINDOW_SECONDS * 1_000L);
    Window window = pool.closeWindow();
    Path process = Path.of("/proc", String.valueOf(stage.castbridge.pid()));
    return new Sample(
        stage.castbridge.liveHeap() / 1_048_576.0,
        count(process.resolve("fd")),
        count(process.resolve("task")),
        window.lateness().firstMillis(99));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  private static Figures figures(Sample first, Sample last, long came, double minutes) {
    return new Figures()
        .put("minutes", minutes)
        .put("viewers_served", came)
        .put("heap_first_mb", first.heapMegabytes())
        .put("heap_last_mb", last.heapMegabytes())
        .put("descriptors_first", first.descriptors())
        .put("descriptors_last", last.descriptors())
        .put("threads_first", first.threads())
        .put("threads_last", last.threads())
        .put("lateness_first_p99_ms", first.late())
        .put("lateness_last_p99_ms", last.late());
  }
}
