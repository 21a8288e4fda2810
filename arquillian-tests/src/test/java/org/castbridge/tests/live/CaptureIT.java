/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.live;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.castbridge.tests.harness.Await;
import org.castbridge.tests.harness.Channels;
import org.castbridge.tests.harness.ManagementModel;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Product.Role;
import org.castbridge.tests.harness.Tool;
import org.junit.jupiter.api.Test;

/** What a running server shows of one viewer: its packets in the clear, and its figures. */
class CaptureIT {
  private final Product product = Product.running();
  private final Channels channels = new Channels(product);
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aViewersPacketsAreCapturedByXp() throws Exception {
    channels.awaitOnAir("one");
    try (Watcher watcher = new Watcher(product, channels.whep("one"))) {
      String capture = "xp/sessions/" + watcher.session() + "/capture";
      watcher.awaitFrames(10);
      HttpResponse<String> begun = ask("POST", capture);
      assertThat(begun.statusCode()).isEqualTo(201);
      watcher.awaitFrames(50);
      HttpResponse<String> ended = ask("DELETE", capture);
      assertThat(ended.statusCode()).isEqualTo(200);
      JsonObject said = json(ended);
      assertThat(said.getInt("leftOut")).isZero();
      assertThat(said.getBoolean("full")).isFalse();
      assertHoldsRtp(Path.of(json(begun).getString("file")), said.getInt("packets"));
      assertThat(ask("DELETE", capture).statusCode()).as("none runs any more").isEqualTo(404);
    }
  }

  @Test
  void aViewersPacketsAreCapturedByTheManagementModel() {
    ManagementModel management = product.management(Role.CASTBRIDGE);
    channels.awaitOnAir("one");
    try (Watcher watcher = new Watcher(product, channels.whep("one"))) {
      watcher.awaitFrames(10);
      Object file = management.invoke("MediaDelivery", "startCapture", watcher.session(), 8);
      watcher.awaitFrames(50);
      assertThat(management.invoke("MediaDelivery", "stopCapture", watcher.session()))
          .isEqualTo(file);
      assertHoldsRtp(Path.of((String) file), 50);
      assertThat(management.invoke("MediaDelivery", "stopCapture", watcher.session())).isNull();
    }
  }

  @Test
  void aViewersFiguresAreShown() throws Exception {
    channels.awaitOnAir("one");
    try (Watcher watcher = new Watcher(product, channels.whep("one"))) {
      int width = (int) watcher.awaitFrames(50).number("video", "frameWidth");
      int height = (int) watcher.statistics().number("video", "frameHeight");
      String labels = "{session=\"" + watcher.session() + "\",showing=\"one\"";
      String page = ask("GET", "metrics").body();
      assertThat(page)
          .contains(
              "castbridge_session_rendition"
                  + labels
                  + ",rendition=\"0\",width=\""
                  + width
                  + "\",height=\""
                  + height
                  + "\"",
              "castbridge_session_rendition_switches_total" + labels + "} 0");
      assertThat(sample(page, "castbridge_session_lateness_seconds_count" + labels + "}"))
          .isGreaterThan(25);
      ManagementModel management = product.management(Role.CASTBRIDGE);
      assertThat(figure(management, watcher, "resolution")).isEqualTo(width + "x" + height);
      assertThat(figure(management, watcher, "rendition")).isEqualTo("0");
      assertThat(figure(management, watcher, "latenessCounts"))
          .matches("(>?[<=]*\\d+ ms: \\d+,? ?)+");
    }
  }

  private static String figure(ManagementModel management, Watcher watcher, String name) {
    return management.figure("MediaDelivery", "SessionTable", watcher.session(), name);
  }

  private static double sample(String page, String name) {
    return page.lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }

  /** The file is written by a thread of its own, and complete a moment after the end. */
  private static void assertHoldsRtp(Path file, int packets) {
    int[] found = {0};
    Await.until(
        Duration.ofSeconds(20),
        () -> {
          int rtp = Tool.packets(file, "rtp", "rtp.seq").size();
          int rtcp = Tool.packets(file, "rtcp", "frame.number").size();
          found[0] = rtp + rtcp;
          return rtp > 50 && rtcp > 0 && found[0] >= packets;
        },
        () -> found[0] + " packets of " + packets + " in " + file);
    List<String> kinds = Tool.packets(file, "rtp", "rtp.p_type");
    assertThat(new HashSet<>(kinds)).as("picture and sound").hasSizeGreaterThanOrEqualTo(2);
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + product.port(8080) + "/mdf/" + path);
    return http.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }
}
