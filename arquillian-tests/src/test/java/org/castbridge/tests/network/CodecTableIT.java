/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What plays where: every codec of the sample films, from the store and live, in Chromium and
 * Firefox. What a browser offers it must play; the table goes to {@code target/codecs.md}.
 */
@ExtendWith(LabExtension.class)
class CodecTableIT {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Lab lab = LabExtension.lab();

  private record Item(String resource, String codec, String from) {}

  private final Map<Item, List<String>> rows = new LinkedHashMap<>();
  private final List<String> browsers = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void whatABrowserOffersItPlays() throws IOException {
    for (JsonObject film : Lab.sampleFilms()) {
      String codec = film.getJsonObject("video").getString("codec");
      rows.put(
          new Item(film.getString("id"), codec, "film " + film.getString("id")), new ArrayList<>());
      rows.put(
          new Item(Lab.liveChannel(film), codec, "live, " + film.getString("id")),
          new ArrayList<>());
    }
    assertThat(rows).isNotEmpty();
    fill(lab.chromiumVersion(), lab::chromium);
    write();
    try (Firefox firefox = Firefox.start()) {
      fill(firefox.version().replace('/', ' '), () -> lab.firefox(firefox));
    }
    write();
    assertThat(wrong).isEmpty();
  }

  private void fill(String browser, Supplier<LabViewer> viewers) {
    browsers.add(browser);
    rows.forEach(
        (item, cells) -> {
          try (LabViewer viewer = viewers.get()) {
            cells.add(cell(browser, item, viewer.start(item.resource())));
          }
        });
  }

  private String cell(String browser, Item item, LabViewer viewer) {
    boolean offered = offers(viewer, item.codec());
    try {
      Await.until(PATIENCE, () -> viewer.pictures() > 25 || ended(viewer), () -> "a picture");
      if (ended(viewer)) {
        return offered ? wrong(browser, item, status(viewer)) : "not offered";
      }
      return playing(browser, item, viewer);
    } catch (AssertionError e) {
      return wrong(browser, item, viewer.statistics().toString());
    }
  }

  private String playing(String browser, Item item, LabViewer viewer) {
    Statistics before = viewer.statistics();
    viewer.watch(Duration.ofSeconds(2));
    Statistics after = viewer.statistics();
    double rate =
        after.since(before, "video", "framesDecoded")
            * 1000
            / after.since(before, "video", "timestamp");
    String codec = after.text("video", "codec");
    if (rate < 20 || !codec.equalsIgnoreCase("video/" + item.codec())) {
      return wrong(browser, item, rate + " pictures a second, " + codec + "; " + after);
    }
    boolean stereo = (Boolean) viewer.evaluate("pictures.stereo()");
    if (!stereo) {
      wrong(browser, item, "the sound is not stereo; " + after.values().get("audio"));
    }
    return String.format(
        Locale.ROOT, "%.0f pictures a second, %s", rate, stereo ? "stereo" : "mono");
  }

  private String wrong(String browser, Item item, String what) {
    wrong.add(browser + ", " + item + ": " + what);
    return "**no**";
  }

  private static boolean offers(LabViewer viewer, String codec) {
    return (Boolean)
        viewer.evaluate(
            "RTCRtpReceiver.getCapabilities('video').codecs.some((c) => c.mimeType.toLowerCase()"
                + " === 'video/"
                + codec.toLowerCase(Locale.ROOT)
                + "')");
  }

  /** The player's button offers to start again: the server has refused, or it is over. */
  private static boolean ended(LabViewer viewer) {
    return "Play".equals(viewer.evaluate("document.getElementById('toggle').textContent"));
  }

  private static String status(LabViewer viewer) {
    return String.valueOf(viewer.evaluate("document.getElementById('status').textContent"));
  }

  private void write() throws IOException {
    StringBuilder table = new StringBuilder("| Picture | Sound | From |");
    browsers.forEach(browser -> table.append(' ').append(browser).append(" |"));
    table.append("\n|---|---|---|").append("---|".repeat(browsers.size())).append('\n');
    rows.forEach(
        (item, cells) ->
            table
                .append("| ")
                .append(item.codec())
                .append(" | Opus | ")
                .append(item.from())
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n"));
    Files.writeString(Product.workFolder().resolve("codecs.md"), table);
  }
}
