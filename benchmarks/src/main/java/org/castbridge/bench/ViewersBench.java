/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.feed.RtpFeed;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.servers.Castbridge;
import org.castbridge.bench.servers.Janus;
import org.castbridge.bench.servers.ProcessTimes;
import org.castbridge.bench.servers.Server;
import org.castbridge.bench.viewers.JanusSignalling;
import org.castbridge.bench.viewers.Signalling;
import org.castbridge.bench.viewers.ViewerPool;
import org.castbridge.bench.viewers.WhepSignalling;
import org.castbridge.bench.viewers.Window;

/**
 * Viewers of one live channel: what a packet costs, how many viewers a core carries, and the same
 * for Janus, by turns, on the same feed in the same run. Other load hits both sides, so that the
 * ratio holds where the figures themselves do not.
 */
final class ViewersBench implements Bench {
  /** A step whose 99th percentile is later than this has failed. */
  static final double LATE_MILLIS = 20;

  /** So has one that loses more than this. */
  static final double LOSS = 0.001;

  private static final int CLIP_SECONDS = 30;
  private static final int FILM_ROUNDS = 40;
  private static final int SETTLE_MILLIS = 4_000;
  private static final String CHANNEL = "bench";

  @Override
  public String name() {
    return "viewers";
  }

  @Override
  public String words() {
    return "viewers of a 4 Mbit/s live channel: CPU a packet, viewers a core, heap; against Janus";
  }

  @Override
  public String options() {
    return "[--same 40] [--rounds 2] [--steps 200,400,600,800] [--seconds 20] [--loops 1] [--gro]"
        + " [--no-janus] [--film]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("same", "rounds", "steps", "seconds", "loops", "gro", "no-janus", "film");
    BenchContent content = new BenchContent(options.work().resolve("cache"));
    Path clip = content.channelClip(CLIP_SECONDS);
    int ours = options.port(20_300);
    int theirs = options.port(20_310);
    try (RtpFeed feed = new RtpFeed(clip, CLIP_SECONDS, List.of(ours, theirs));
        Castbridge castbridge =
            Castbridge.start(options.root(), options.work().resolve("run"), options.offset())) {
      if (options.flag("film")) { // every viewer reads the stored clip for himself
        castbridge.ingest(content.repeated(clip, FILM_ROUNDS), CHANNEL);
        castbridge.awaitAsset(CHANNEL);
      } else {
        castbridge.channel(CHANNEL, rtpInput(ours));
      }
      Signalling whep = new WhepSignalling(castbridge.mdf("whep/" + CHANNEL));
      Run run = new Run(options, castbridge, whep);
      run.warmUp();
      if (!options.flag("no-janus") && Janus.installed()) {
        run.compare(theirs);
      }
      run.climb();
      return run.figures;
    }
  }

  private static jakarta.json.JsonObject rtpInput(int port) {
    return Json.createObjectBuilder().add("type", "rtp").add("sdp", RtpFeed.sdp(port)).build();
  }

  /** One run's state. */
  private static final class Run {
    final Figures figures = new Figures();
    private final Options options;
    private final Castbridge castbridge;
    private final Signalling whep;
    private long emptyHeap;

    Run(Options options, Castbridge castbridge, Signalling whep) {
      this.options = options;
      this.castbridge = castbridge;
      this.whep = whep;
      System.out.println(Row.HEADING);
    }

    /** Compiled code, loaded classes and filled pools belong to no viewer. */
    void warmUp() throws Exception {
      try (ViewerPool pool = pool(whep)) {
        for (int i = 0; i < 3; i++) {
          pool.open(20);
          pool.awaitPlaying(20);
          Thread.sleep(SETTLE_MILLIS);
        }
      }
      Thread.sleep(SETTLE_MILLIS);
      emptyHeap = castbridge.liveHeap();
    }

    private ViewerPool pool(Signalling signalling) {
      return new ViewerPool(signalling, options.number("loops", 1), options.flag("gro"));
    }

    /** The same number of viewers on both, by turns. */
    void compare(int port) throws Exception {
      int viewers = options.number("same", 40);
      List<Row> ours = new ArrayList<>();
      List<Row> theirs = new ArrayList<>();
      try (Janus janus = Janus.start(options.work().resolve("janus"), options.port(8088), port)) {
        for (int round = 0; round < options.number("rounds", 2); round++) {
          ours.add(measure(castbridge, whep, viewers));
          try (JanusSignalling signalling = new JanusSignalling(janus.api(), Janus.MOUNTPOINT)) {
            theirs.add(measure(janus, signalling, viewers));
          }
        }
      }
      double cost = Row.cost(ours);
      figures.put("same_load_viewers", viewers);
      figures.put("same_load_cpu_us_per_packet", cost);
      figures.put("janus_cpu_us_per_packet", Row.cost(theirs));
      figures.put("cpu_ratio_to_janus", cost / Row.cost(theirs));
    }

    private Row measure(Server server, Signalling signalling, int viewers) throws Exception {
      try (ViewerPool pool = pool(signalling)) {
        pool.open(viewers);
        return window(server, pool);
      }
    }

    private Row window(Server server, ViewerPool pool) throws Exception {
      pool.awaitPlaying(20);
      Thread.sleep(SETTLE_MILLIS);
      ProcessTimes before = server.times();
      pool.openWindow();
      Thread.sleep(options.number("seconds", 20) * 1_000L);
      Window window = pool.closeWindow();
      Row row = new Row(server.name(), window, server.times().since(before));
      System.out.println(row);
      if (window.refused() > 0) {
        throw new IOException(window.refused() + " packets did not authenticate");
      }
      return row;
    }

    /** More and more viewers, until one step is late. */
    void climb() throws Exception {
      Row best = null;
      try (ViewerPool pool = pool(whep)) {
        for (int step : options.numbers("steps", "200,400,600,800")) {
          pool.open(step - pool.size());
          Row row = window(castbridge, pool);
          if (row.late()) {
            best = best == null ? row : best;
            break;
          }
          best = row;
        }
        if (best != null) {
          figures.put(
              "heap_kb_per_viewer", (castbridge.liveHeap() - emptyHeap) / 1024.0 / pool.size());
        }
      }
      if (best != null) {
        best.report(figures);
      }
    }
  }

  /** One measured window. */
  private record Row(String server, Window window, ProcessTimes times) {
    static final String HEADING =
        "server      viewers  packets/s  Mbit/s  us/packet  loops only  cores  late p50  p99 ms"
            + "   max  lost %";

    static double cost(List<Row> rows) {
      double micros = rows.stream().mapToLong(row -> row.times.totalMicros()).sum();
      return micros / rows.stream().mapToLong(row -> row.window.packets()).sum();
    }

    double cost() {
      return (double) times.totalMicros() / window.packets();
    }

    boolean late() {
      return window.latenessMillis(99) >= LATE_MILLIS || window.lossRatio() > LOSS;
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
      figures.put("lateness_p50_ms", window.latenessMillis(50));
      figures.put("lateness_p99_ms", window.latenessMillis(99));
    }

    @Override
    public String toString() {
      double seconds = window.nanos() / 1e9;
      return String.format(
          java.util.Locale.ROOT,
          "%-10s %8d %10.0f %7.0f %10.2f %11.2f %6.2f %9.1f %7.1f %5.0f %7.3f",
          server,
          window.viewers(),
          window.packets() / seconds,
          window.megabits(),
          cost(),
          (double) times.namedMicros() / window.packets(),
          times.totalMicros() / 1e6 / seconds,
          window.latenessMillis(50),
          window.latenessMillis(99),
          window.latenessMillis(100),
          100 * window.lossRatio());
    }
  }
}
