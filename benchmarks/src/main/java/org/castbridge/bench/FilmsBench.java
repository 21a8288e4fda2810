/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.viewers.Signalling;
import org.castbridge.bench.viewers.ViewerPool;
import org.castbridge.bench.viewers.XpSignalling;

/** As many viewers of a stored film, each at a position of its own, as of the shared channel. */
final class FilmsBench implements Bench {
  @Override
  public String name() {
    return "films";
  }

  @Override
  public String words() {
    return "viewers at as many positions of a film: CPU a packet against the shared channel";
  }

  @Override
  public String options() {
    return "[--viewers 300] [--rounds 2] [--seconds 20] [--loops 1] [--no-gro]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("viewers", "rounds", "seconds", "loops", "no-gro");
    int viewers = options.number("viewers", 300);
    try (Stage stage = Stage.set(options)) {
      stage.store();
      // so that nobody comes to the end while it is measured
      double step = (Stage.FILM_SECONDS - 120.0) / viewers;
      Signalling films = new XpSignalling(stage.castbridge.mdf("xp/"), Stage.FILM, step, viewers);
      stage.warmUp(stage.channel());
      stage.warmUp(films);
      System.out.println(Row.HEADING);
      double channel = 0;
      double film = 0;
      Row last = null;
      int rounds = options.number("rounds", 2);
      for (int round = 0; round < rounds; round++) {
        channel += measure(stage, stage.channel(), viewers, options).cost() / rounds;
        last = measure(stage, films, viewers, options);
        film += last.cost() / rounds;
      }
      return new Figures()
          .put("viewers", viewers)
          .put("cpu_us_per_packet", film)
          .put("channel_cpu_us_per_packet", channel)
          .put("ratio_to_channel", film / channel)
          .put(
              "lateness_p99_ms",
              last == null ? Double.NaN : last.window().lateness().firstMillis(99));
    }
  }

  private static Row measure(Stage stage, Signalling signalling, int viewers, Options options)
      throws Exception {
    try (ViewerPool pool = stage.pool(signalling)) {
      pool.open(viewers);
      return Row.of(stage.castbridge, pool, options.number("seconds", 20));
    }
  }
}
