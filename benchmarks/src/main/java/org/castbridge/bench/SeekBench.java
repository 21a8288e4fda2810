/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.Random;
import org.castbridge.bench.browser.Chromium;
import org.castbridge.bench.browser.ProductPage;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.figures.Times;
import org.castbridge.bench.servers.Castbridge;

/**
 * Seeks in a film on the product's page, through W2, RTSP and Xp. The film is red in its first half
 * and blue in its second; every seek crosses the middle, so that the first new frame is known by
 * its colour.
 */
final class SeekBench implements Bench {
  static final String FILM = "bench-seek";
  private static final int SECONDS = 120;

  @Override
  public String name() {
    return "seek";
  }

  @Override
  public String words() {
    return "seek bar to first frame of the new position, in Chromium, key frame every 2 s";
  }

  @Override
  public String options() {
    return "[--times 40]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("times");
    Path film =
        new BenchContent(options.work().resolve("cache")).marked("seek", SECONDS, "red", "blue");
    Path base = options.work().resolve("run");
    Castbridge.ingest(options.root(), base, options.offset(), film, FILM);
    try (Castbridge castbridge = Castbridge.start(options.root(), base, options.offset());
        Chromium browser = new Chromium()) {
      castbridge.awaitAsset(FILM);
      Times times = measure(browser, castbridge, options.number("times", 40));
      System.out.println(times.words("seek bar to frame"));
      return new Figures()
          .put("p50_ms", times.percentile(50))
          .put("p95_ms", times.percentile(95))
          .put("times", times.size());
    }
  }

  private static Times measure(Chromium browser, Castbridge castbridge, int count)
      throws InterruptedException {
    Times times = new Times();
    Random random = new Random(1);
    try (ProductPage page = new ProductPage(browser, castbridge.page())) {
      page.signIn("alice", "wonderland").awaitFilm(FILM);
      page.open(FILM);
      page.awaitColour("red");
      for (int i = 0; i < count + WARM; i++) {
        boolean forward = i % 2 == 0;
        int half = SECONDS / 2;
        // three seconds away from the halves' ends: the position keeps running
        double to = (forward ? half : 0) + 3 + random.nextDouble() * (half - 9);
        double millis = page.seek(to, forward ? "blue" : "red");
        if (i >= WARM) {
          times.add(millis);
        }
        Thread.sleep(600 + random.nextInt(900));
      }
    } catch (PlaywrightException e) {
      throw new IllegalStateException("after " + times.size() + " seeks: " + e.getMessage(), e);
    }
    return times;
  }

  private static final int WARM = 4;
}
