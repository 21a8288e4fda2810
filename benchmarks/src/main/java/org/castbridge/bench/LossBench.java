/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.bench.browser.Chromium;
import org.castbridge.bench.browser.DirectPage;
import org.castbridge.bench.feed.BenchContent;
import org.castbridge.bench.figures.Figures;
import org.castbridge.bench.loss.BadNetwork;
import org.castbridge.bench.loss.LossyRelay;
import org.castbridge.bench.servers.Castbridge;

/**
 * A film over bad networks, in Chromium: how long the picture stood still, and which part of what
 * was lost came after all, by the browser's own statistics.
 */
final class LossBench implements Bench {
  private static final List<BadNetwork> CASES =
      List.of(
          new BadNetwork("loss5_rtt50", 0.05, 50, 0, 0),
          new BadNetwork("loss2_rtt200", 0.02, 200, 0, 0),
          new BadNetwork("jitter30", 0, 50, 30, 0),
          new BadNetwork("outage3s", 0, 50, 0, 3_000));

  private static final int SECONDS = 120;
  private static final int SETTLE_MILLIS = 4_000;
  private static final double FRAME_MILLIS = 1_000.0 / BenchContent.FRAME_RATE;
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "a=candidate:(\\S+) 1 (?i:udp) (\\d+) (\\d+\\.\\d+\\.\\d+\\.\\d+) (\\d+) typ host[^\r\n"
              + "]*\r\n");

  @Override
  public String name() {
    return "loss";
  }

  @Override
  public String words() {
    return "a film over lossy, slow and unsteady networks, in Chromium: freezes and repairs";
  }

  @Override
  public String options() {
    return "[--seconds 20]";
  }

  @Override
  public Figures run(Options options) throws Exception {
    options.allow("seconds");
    Path film =
        new BenchContent(options.work().resolve("cache")).marked("seek", SECONDS, "red", "blue");
    Path base = options.work().resolve("run");
    Castbridge.ingest(options.root(), base, options.offset(), film, SeekBench.FILM);
    Figures figures = new Figures();
    try (Castbridge castbridge = Castbridge.start(options.root(), base, options.offset());
        Chromium browser = new Chromium()) {
      castbridge.awaitAsset(SeekBench.FILM);
      for (BadNetwork network : CASES) {
        measure(browser, castbridge, network, options.number("seconds", 20), figures);
      }
    }
    return figures;
  }

  private static void measure(
      Chromium browser, Castbridge castbridge, BadNetwork network, int seconds, Figures figures)
      throws Exception {
    LossyRelay[] relay = new LossyRelay[1];
    try (DirectPage page =
        new DirectPage(
            browser, castbridge, SeekBench.FILM, answer -> through(answer, network, relay))) {
      page.whep();
      Thread.sleep(SETTLE_MILLIS);
      JsonObject before = page.statistics();
      page.longestGap();
      relay[0].misbehave();
      Thread.sleep(seconds * 500L);
      relay[0].outage(network.outageMillis());
      Thread.sleep(seconds * 500L);
      report(network, before, page.statistics(), page.longestGap(), relay[0], figures);
    } finally {
      if (relay[0] != null) {
        relay[0].close();
      }
    }
  }

  /** Leaves the relay as the only way to the server. */
  private static String through(String answer, BadNetwork network, LossyRelay[] relay) {
    Matcher m = CANDIDATE.matcher(answer);
    if (!m.find()) {
      throw new IllegalStateException("no candidate in " + answer);
    }
    try {
      relay[0] =
          new LossyRelay(network, new InetSocketAddress(m.group(3), Integer.parseInt(m.group(4))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String ours = "a=candidate:1 1 udp 2130706431 127.0.0.1 " + relay[0].port() + " typ host\r\n";
    String without = answer.replaceAll("a=candidate:[^\r\n]*\r\n", "");
    int end = without.indexOf("a=end-of-candidates");
    return end < 0
        ? without + ours
        : without.replaceFirst("a=end-of-candidates", Matcher.quoteReplacement(ours) + "$0");
  }

  private static void report(
      BadNetwork network,
      JsonObject before,
      JsonObject after,
      double gap,
      LossyRelay relay,
      Figures figures) {
    double lost = grown("packetsLost", before, after);
    double repeated = grown("retransmittedPacketsReceived", before, after);
    double corrected = grown("fecPacketsReceived", before, after);
    double freeze = Math.max(0, gap - FRAME_MILLIS - network.outageMillis());
    // who has lost a packet for good cannot decode what follows, and asks for a key frame: if
    // nobody did, all of it came, repeated or corrected (by parity, which the browser does not
    // count)
    boolean decoded = grown("pliCount", before, after) == 0;
    double ratio = lost <= 0 || decoded ? 1 : Math.min(1, repeated / lost);
    System.out.printf(
        Locale.ROOT,
        "%-13s lost %5.2f %%: %5.0f packets, %5.0f repeated, %4.0f for correction; longest gap"
            + " %5.0f ms, %2.0f freezes, %2.0f PLI, %4.0f frames%n",
        network.name(),
        100 * relay.lossRatio(),
        lost,
        repeated,
        corrected,
        gap,
        grown("freezeCount", before, after),
        grown("pliCount", before, after),
        grown("framesDecoded", before, after));
    figures.put(network.name() + "_freeze_ms", freeze);
    figures.put(network.name() + "_repaired_ratio", ratio);
    figures.put("freeze_ms", Math.max(freeze, or(figures.get("freeze_ms"), 0)));
    if (network.loss() > 0) {
      figures.put("repaired_ratio", Math.min(ratio, or(figures.get("repaired_ratio"), 1)));
    }
  }

  private static double or(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }

  private static double grown(String key, JsonObject before, JsonObject after) {
    return value(key, after) - value(key, before);
  }

  private static double value(String key, JsonObject report) {
    return report.containsKey(key) ? report.getJsonNumber(key).doubleValue() : 0;
  }
}
