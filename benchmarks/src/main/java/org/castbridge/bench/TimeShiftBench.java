/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.castbridge.bench.browser.Chromium;
import org.castbridge.bench.browser.DirectPage;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.feed.PastHour;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.figures.Times;
import org.castbridge.bench.servers.Castbridge;

/**
 * From a live channel an hour back and to the live edge again, in Chromium. The channel is blue
 * now, and was red for as long as its time shift reaches: that past is recorded before the server
 * starts, with its own recorder.
 */
final class TimeShiftBench implements Bench {
  private static final String CHANNEL = "back";
  private static final int CLIP_SECONDS = 60;
  private static final long MICROS = 1_000_000;
  private static final int WARM = 4;

  /** How much longer than its time shift the channel has been on air. */
  private static final int MARGIN_SECONDS = 120;

  @Override
  public String name() {
    return "timeshift";
  }

  @Override
  public String words() {
    return "from live television an hour back to the first frame of then, and back to live";
  }

  @Override
  public String options() {
    return "[--minutes 60] [--times 40]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("minutes", "times");
    int seconds = options.number("minutes", 60) * 60;
    Path base = options.work().resolve("timeshift-run");
    prepare(options, base, seconds);
    try (Castbridge castbridge = Castbridge.start(options.root(), base, options.offset());
        Chromium browser = new Chromium()) {
      Times back = new Times();
      Times live = new Times();
      measure(browser, castbridge, seconds, options.number("times", 40), back, live);
      System.out.println(back.words("live to " + seconds / 60 + " min back"));
      System.out.println(live.words("back to live"));
      return new Figures()
          .put("p50_ms", back.percentile(50))
          .put("p95_ms", back.percentile(95))
          .put("to_live_p50_ms", live.percentile(50))
          .put("to_live_p95_ms", live.percentile(95))
          .put("minutes", seconds / 60.0)
          .put("times", back.size());
    }
  }

  private static void prepare(Options options, Path base, int seconds)
      throws IOException, InterruptedException {
    BenchContent content = new BenchContent(options.work().resolve("cache"));
    Path now = content.marked("zap-blue", CLIP_SECONDS, "blue", "blue");
    Path then = content.marked("zap-red", CLIP_SECONDS, "red", "red");
    Castbridge.ingest(options.root(), base, options.offset(), now, "bench-blue");
    Castbridge.channelList(base, channels(seconds));
    System.err.println("bench: recording the past of the channel ...");
    long end = System.currentTimeMillis() * 1_000;
    Path ring = base.resolve("castbridge/data/time-shift").resolve(CHANNEL);
    new PastHour(then).record(ring, CHANNEL, (seconds + MARGIN_SECONDS) * MICROS, end);
  }

  private static String channels(int seconds) {
    JsonObjectBuilder input =
        Json.createObjectBuilder()
            .add("type", "playout")
            .add("assets", Json.createArrayBuilder().add("bench-blue"));
    JsonObjectBuilder channel =
        Json.createObjectBuilder()
            .add("id", CHANNEL)
            .add("title", CHANNEL)
            .add("number", 1)
            .add("public", true)
            .add("timeShiftSeconds", 2 * seconds)
            .add("input", input);
    return Json.createObjectBuilder()
        .add("channels", Json.createArrayBuilder().add(channel))
        .build()
        .toString();
  }

  private static void measure(
      Chromium browser, Castbridge castbridge, int seconds, int count, Times back, Times live)
      throws InterruptedException {
    Random random = new Random(1);
    try (DirectPage page = new DirectPage(browser, castbridge, CHANNEL, answer -> answer)) {
      page.open("channel:" + CHANNEL).awaitColour("blue");
      for (int i = 0; i < count + WARM; i++) {
        double now = System.currentTimeMillis() / 1e3;
        double there = page.seek(now - seconds + random.nextInt(MARGIN_SECONDS / 2), "red");
        Thread.sleep(600 + random.nextInt(2_000));
        double again = page.seek(System.currentTimeMillis() / 1e3, "blue");
        Thread.sleep(600 + random.nextInt(2_000)); // anywhere between two key frames
        if (i >= WARM) {
          back.add(there);
          live.add(again);
        }
      }
    }
  }
}
