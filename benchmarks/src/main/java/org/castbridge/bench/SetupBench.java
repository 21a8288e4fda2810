/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import java.nio.file.Path;
import org.castbridge.bench.browser.Chromium;
import org.castbridge.bench.browser.ProductPage;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.figures.Times;
import org.castbridge.bench.servers.Castbridge;

/**
 * From the click on a film's card to its first frame, through W2, Gm, ISC, y2, Xp, RTSP, ICE and
 * DTLS: the first viewer after the server's start apart, then with everything warm.
 */
final class SetupBench implements Bench {
  private static final int SECONDS = 120;
  private static final int WARM = 5;

  @Override
  public String name() {
    return "setup";
  }

  @Override
  public String words() {
    return "click on a film to its first frame, in Chromium; and for the first viewer after start";
  }

  @Override
  public String options() {
    return "[--times 30] [--starts 1]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("times", "starts");
    Path film =
        new BenchContent(options.work().resolve("cache")).marked("seek", SECONDS, "red", "blue");
    Path base = options.work().resolve("run");
    Castbridge.ingest(options.root(), base, options.offset(), film, SeekBench.FILM);
    Times first = new Times();
    Times warm = new Times();
    try (Chromium browser = new Chromium()) {
      for (int start = options.number("starts", 1); start > 0; start--) {
        try (Castbridge castbridge = Castbridge.start(options.root(), base, options.offset());
            ProductPage page = new ProductPage(browser, castbridge.page())) {
          page.signIn("alice", "wonderland").awaitFilm(SeekBench.FILM);
          first.add(page.open(SeekBench.FILM));
          repeat(page, start == 1 ? options.number("times", 30) : 0, warm);
        }
      }
    }
    System.out.println(first.words("first viewer after start"));
    System.out.println(warm.words("click to frame, warm"));
    return new Figures()
        .put("p50_ms", warm.percentile(50))
        .put("p95_ms", warm.percentile(95))
        .put("first_after_start_ms", first.percentile(100))
        .put("times", warm.size());
  }

  private static void repeat(ProductPage page, int count, Times times) throws InterruptedException {
    for (int i = -WARM; i < count; i++) {
      page.leave();
      Thread.sleep(500);
      double millis = page.open(SeekBench.FILM);
      if (i >= 0) {
        times.add(millis);
      }
      Thread.sleep(500);
    }
  }
}
