/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.servers.Janus;
import org.castbridge.bench.servers.Server;
import org.castbridge.bench.viewers.BusyException;
import org.castbridge.bench.viewers.JanusSignalling;
import org.castbridge.bench.viewers.Signalling;
import org.castbridge.bench.viewers.ViewerPool;

/**
 * Viewers of one live channel: what a packet costs, how many viewers a core carries, and the same
 * for Janus, by turns, on the same feed in the same run. Other load hits both sides, so that the
 * ratio holds where the figures themselves do not.
 */
final class ViewersBench implements Bench {
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
    return "[--same 80] [--rounds 3] [--steps 200,400,500,600] [--seconds 20] [--loops 1] [--no-gro]"
        + " [--no-janus] [--film]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("same", "rounds", "steps", "seconds", "loops", "no-gro", "no-janus", "film");
    try (Stage stage = Stage.set(options)) {
      if (options.flag("film")) { // every viewer reads the stored clip for himself
        stage.store();
      }
      Run run =
          new Run(options, stage, options.flag("film") ? stage.whep(Stage.FILM) : stage.channel());
      if (!options.flag("no-janus") && Janus.installed()) {
        run.compare();
      }
      run.climb();
      return run.figures;
    }
  }

  /** One run's state. */
  private static final class Run {
    final Figures figures = new Figures();
    private final Options options;
    private final Stage stage;
    private final Signalling whep;
    private final long emptyHeap;

    Run(Options options, Stage stage, Signalling whep) throws Exception {
      this.options = options;
      this.stage = stage;
      this.whep = whep;
      stage.warmUp(whep);
      emptyHeap = stage.castbridge.liveHeap();
      System.out.println(Row.HEADING);
    }

    /** The same number of viewers on both, by turns. */
    void compare() throws Exception {
      int viewers = options.number("same", 80);
      List<Row> ours = new ArrayList<>();
      List<Row> theirs = new ArrayList<>();
      try (Janus janus =
          Janus.start(options.work().resolve("janus"), options.port(8088), stage.janusFeed)) {
        for (int round = 0; round < options.number("rounds", 3); round++) {
          ours.add(measure(stage.castbridge, whep, viewers));
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
      try (ViewerPool pool = stage.pool(signalling)) {
        pool.open(viewers);
        return Row.of(server, pool, seconds());
      }
    }

    private int seconds() {
      return options.number("seconds", 20);
    }

    /** More and more viewers, until one step is late. */
    void climb() throws Exception {
      Row best = null;
      try (ViewerPool pool = stage.pool(whep)) {
        for (int step : options.numbers("steps", "200,400,500,600")) {
          try {
            pool.open(step - pool.size());
          } catch (BusyException e) { // the server protects those who are there: no step more
            System.out.println(pool.size() + " viewers, then: " + e.getMessage());
            best = best == null ? Row.of(stage.castbridge, pool, seconds()) : best;
            break;
          }
          Row row = Row.of(stage.castbridge, pool, seconds());
          if (row.late()) {
            best = best == null ? row : best;
            break;
          }
          best = row;
        }
        if (best != null) {
          long heap = stage.castbridge.liveHeap() - emptyHeap;
          figures.put("heap_kb_per_viewer", heap / 1024.0 / pool.size());
        }
      }
      if (best != null) {
        best.report(figures);
        // either with as many as it serves: Janus is at its limit with the number they have in
        // common
        figures.put(
            "cpu_ratio_to_janus_full", best.cost() / figures.get("janus_cpu_us_per_packet"));
      }
    }
  }
}
