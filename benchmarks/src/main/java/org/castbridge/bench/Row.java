/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import java.io.IOException;
import java.util.List;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.servers.ProcessTimes;
import org.castbridge.bench.servers.Server;
import org.castbridge.bench.viewers.Lateness;
import org.castbridge.bench.viewers.ViewerPool;
import org.castbridge.bench.viewers.Window;

/** One measured window. */
record Row(String server, Window window, ProcessTimes times) {
  /** A step whose 99th percentile is later than this has failed. */
  static final double LATE_MILLIS = 20;

  /** So has one that loses more than this. */
  static final double LOSS = 0.001;

  private static final int SETTLE_MILLIS = 4_000;

  static final String HEADING =
      "server      viewers  packets/s  Mbit/s  us/packet  loops only  cores  late p50  p99 ms"
          + "  last packet p50  p99 ms  lost %";

  static double cost(List<Row> rows) {
    double micros = rows.stream().mapToLong(row -> row.times.totalMicros()).sum();
    return micros / rows.stream().mapToLong(row -> row.window.packets()).sum();
  }

  /** Waits until everybody has a picture, then measures for so long, and prints. */
  static Row of(Server server, ViewerPool pool, int seconds)
      throws IOException, InterruptedException {
    pool.awaitPlaying(20);
    Thread.sleep(SETTLE_MILLIS);
    ProcessTimes before = server.times();
    pool.openWindow();
    Thread.sleep(seconds * 1_000L);
    Window window = pool.closeWindow();
    Row row = new Row(server.name(), window, server.times().since(before));
    System.out.println(row);
    if (window.refused() > 0) {
      throw new IOException(window.refused() + " packets did not authenticate");
    }
    return row;
  }

  double cost() {
    return (double) times.totalMicros() / window.packets();
  }

  boolean late() {
    return window.lateness().firstMillis(99) >= LATE_MILLIS || window.lossRatio() > LOSS;
  }

  /** Viewers for whom the loop threads would be busy all the time: a bound, not a measurement. */
  double bound() {
    double loop = (double) times.namedMicros() / window.packets();
    return 1e6 / (loop * window.rate());
  }

  void report(Figures figures) {
    figures.put("cpu_us_per_packet", cost());
    figures.put("loop_us_per_packet", (double) times.namedMicros() / window.packets());
    figures.put("viewers_per_core", late() ? 0 : window.viewers());
    figures.put("viewers_per_core_by_cpu", bound());
    Lateness lateness = window.lateness();
    figures.put("lateness_p50_ms", lateness.firstMillis(50));
    figures.put("lateness_p99_ms", lateness.firstMillis(99));
    figures.put("last_packet_p99_ms", lateness.lastMillis(99));
  }

  @Override
  public String toString() {
    double seconds = window.nanos() / 1e9;
    return String.format(
        java.util.Locale.ROOT,
        "%-10s %8d %10.0f %7.0f %10.2f %11.2f %6.2f %9.1f %7.1f %16.1f %7.1f %7.3f",
        server,
        window.viewers(),
        window.packets() / seconds,
        window.megabits(),
        cost(),
        (double) times.namedMicros() / window.packets(),
        times.totalMicros() / 1e6 / seconds,
        window.lateness().firstMillis(50),
        window.lateness().firstMillis(99),
        window.lateness().lastMillis(50),
        window.lateness().lastMillis(99),
        100 * window.lossRatio());
  }
}
