/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import jakarta.json.Json;
import java.util.Random;
import org.castbridge.bench.browser.Chromium;
import org.castbridge.bench.browser.DirectPage;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.figures.Times;
import org.castbridge.bench.servers.Castbridge;

/** Zaps between two live channels, one red, one blue, key frame every 2 s. */
final class ZapBench implements Bench {
  private static final int SECONDS = 60;
  private static final int WARM = 4;
  private static final String[] COLOURS = {"red", "blue"};

  @Override
  public String name() {
    return "zap";
  }

  @Override
  public String words() {
    return "channel key to first frame of the new channel, in Chromium, key frame every 2 s";
  }

  @Override
  public String options() {
    return "[--times 40]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("times");
    BenchContent content = new BenchContent(options.work().resolve("cache"));
    for (String colour : COLOURS) {
      Castbridge.ingest(
          options.root(),
          options.work().resolve("run"),
          options.offset(),
          content.marked("zap-" + colour, SECONDS, colour, colour),
          "bench-" + colour);
    }
    try (Castbridge castbridge =
            Castbridge.start(options.root(), options.work().resolve("run"), options.offset());
        Chromium browser = new Chromium()) {
      for (String colour : COLOURS) {
        castbridge.awaitAsset("bench-" + colour);
        castbridge.channel(
            "bench-" + colour,
            Json.createObjectBuilder()
                .add("type", "playout")
                .add("assets", Json.createArrayBuilder().add("bench-" + colour))
                .build());
      }
      Times times = direct(browser, castbridge, options.number("times", 40));
      System.out.println(times.words("switch of the MDF's source"));
      return new Figures()
          .put("p50_ms", times.percentile(50))
          .put("p95_ms", times.percentile(95))
          .put("times", times.size());
    }
  }

  private static Times direct(Chromium browser, Castbridge castbridge, int count)
      throws InterruptedException {
    Times times = new Times();
    Random random = new Random(1);
    try (DirectPage page = new DirectPage(browser, castbridge, "bench-red", answer -> answer)) {
      page.open("channel:bench-red").awaitColour("red");
      for (int i = 0; i < count + WARM; i++) {
        String colour = COLOURS[(i + 1) % 2];
        double millis = page.switchTo("channel:bench-" + colour, colour);
        if (i >= WARM) {
          times.add(millis);
        }
        Thread.sleep(600 + random.nextInt(2_000)); // anywhere between two key frames
      }
    }
    return times;
  }
}
