/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.castbridge.bench.browser.Chromium;
import org.castbridge.bench.browser.DirectPage;
import org.castbridge.bench.browser.ProductPage;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.figures.Times;
import org.castbridge.bench.servers.Castbridge;

/**
 * Zaps between two live channels, one red, one blue, key frame every 2 s: by the channel key on the
 * product's page, through W2 and all behind it; and by the MDF's own interface, media alone.
 */
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
    Path base = options.work().resolve("zap-run");
    prepare(options, base);
    try (Castbridge castbridge = Castbridge.start(options.root(), base, options.offset());
        Chromium browser = new Chromium()) {
      int count = options.number("times", 40);
      Times media = direct(browser, castbridge, count);
      System.out.println(media.words("switch of the MDF's source"));
      Times page = page(browser, castbridge, count);
      System.out.println(page.words("channel key on the page"));
      return new Figures()
          .put("p50_ms", page.percentile(50))
          .put("p95_ms", page.percentile(95))
          .put("media_p50_ms", media.percentile(50))
          .put("media_p95_ms", media.percentile(95))
          .put("times", page.size());
    }
  }

  /** A base folder of its own, with two channels in its list. */
  private static void prepare(Options options, Path base) throws IOException, InterruptedException {
    BenchContent content = new BenchContent(options.work().resolve("cache"));
    JsonArrayBuilder channels = Json.createArrayBuilder();
    for (int i = 0; i < COLOURS.length; i++) {
      String id = "bench-" + COLOURS[i];
      Path clip = content.marked("zap-" + COLOURS[i], SECONDS, COLOURS[i], COLOURS[i]);
      Castbridge.ingest(options.root(), base, options.offset(), clip, id);
      channels.add(
          Json.createObjectBuilder()
              .add("id", COLOURS[i])
              .add("title", COLOURS[i])
              .add("number", i + 1)
              .add(
                  "input",
                  Json.createObjectBuilder()
                      .add("type", "playout")
                      .add("assets", Json.createArrayBuilder().add(id)))
              .add("timeShiftSeconds", 60)
              .add("public", true));
    }
    Castbridge.channelList(
        base, Json.createObjectBuilder().add("channels", channels).build().toString());
  }

  private static Times direct(Chromium browser, Castbridge castbridge, int count)
      throws InterruptedException {
    Times times = new Times();
    Random random = new Random(1);
    try (DirectPage page = new DirectPage(browser, castbridge, "red", answer -> answer)) {
      page.open("channel:red").awaitColour("red");
      for (int i = 0; i < count + WARM; i++) {
        String colour = COLOURS[(i + 1) % 2];
        double millis = page.switchTo("channel:" + colour, colour);
        if (i >= WARM) {
          times.add(millis);
        }
        Thread.sleep(600 + random.nextInt(2_000)); // anywhere between two key frames
      }
    }
    return times;
  }

  private static Times page(Chromium browser, Castbridge castbridge, int count)
      throws InterruptedException {
    Times times = new Times();
    Random random = new Random(2);
    try (ProductPage page = new ProductPage(browser, castbridge.page())) {
      page.signIn("alice", "wonderland").watch("red");
      page.awaitColour("red");
      for (int i = 0; i < count + WARM; i++) {
        boolean up = i % 2 == 0;
        double millis = page.press(up ? "ArrowUp" : "ArrowDown", up ? "blue" : "red");
        if (i >= WARM) {
          times.add(millis);
        }
        Thread.sleep(600 + random.nextInt(2_000));
      }
    }
    return times;
  }
}
