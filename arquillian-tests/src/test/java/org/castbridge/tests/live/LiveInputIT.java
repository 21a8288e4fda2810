/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.castbridge.tests.harness.Channels;
import org.castbridge.tests.harness.Product;
import org.castbridge.tests.harness.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveInputIT {
  private final Product product = Product.running();
  private final Channels channels = new Channels(product);

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void theChannelsOfTheDistributionAreOnAir(String id) {
    channels.awaitOnAir(id);
    try (Watcher watcher = new Watcher(product, channels.whep(id))) {
      Statistics seen = watcher.awaitFrames(50);
      assertThat(seen.number("audio", "packetsReceived")).isPositive();
      assertThat(seen.text("video", "codec"))
          .isEqualTo(id.equals("one") ? "video/H264" : "video/VP8");
    }
    assertThat(channels.status(id).getJsonArray("problems")).isEmpty();
    assertThat(channels.status(id).getInt("timeShiftSeconds")).isEqualTo(7200);
  }

  @Test
  void transportStreamByMulticastSurvivesRestartAndResolutionChangeInOneSession() throws Exception {
    int port = product.port(4600);
    String url = "udp://239.255.34.21:" + port;
    String to = url + "?localaddr=127.0.0.1&ttl=0&pkt_size=1316";
    channels.open("ts", input(url + "?source=127.0.0.1&interface=lo"));
    try {
      HeadEnd first = HeadEnd.start("640x360", "-f", "mpegts", to);
      channels.awaitOnAir("ts");
      try (Watcher watcher = new Watcher(product, channels.whep("ts"))) {
        watcher.awaitFrames(50);
        first.close();
        channels.await("ts", status -> status.getString("state").equals("stalled"));
        try (HeadEnd second = HeadEnd.start("320x180", "-f", "mpegts", to)) {
          watcher.awaitFrames(50);
          watcher.awaitWidth(320);
          Statistics now = watcher.awaitFrames(25);
          assertThat(now.number("audio", "totalAudioEnergy")).isPositive();
          assertThat(watcher.connectionState()).isEqualTo("connected");
        }
        // its clock jumps by more than an hour
        try (HeadEnd third =
            HeadEnd.start("320x180", "-output_ts_offset", "5000", "-f", "mpegts", to)) {
          watcher.awaitFrames(75);
          assertThat(watcher.connectionState()).isEqualTo("connected");
        }
      } finally {
        first.close();
      }
      assertThat(channels.counter("ts", "formatChanges")).isEqualTo(1);
      assertThat(channels.counter("ts", "jumps")).isPositive();
      assertThat(channels.counter("ts", "stalls")).isPositive();
      assertThat(channels.counter("ts", "restarts") + channels.counter("ts", "jumps")).isPositive();
    } finally {
      channels.close("ts");
    }
  }

  private static String input(String url) {
    return "{\"type\":\"mpegts\",\"url\":\"" + url + "\"}";
  }

  @Test
  void bFramesAndAacAreSaidAndTheChannelStays() throws Exception {
    String url = "udp://127.0.0.1:" + product.port(4610);
    channels.open("bad", input(url));
    List<String> codec = List.of("-c:v", "libx264", "-preset", "veryfast", "-bf", "2");
    try (HeadEnd headEnd =
        HeadEnd.start("320x180", codec, "-c:a", "aac", "-f", "mpegts", url + "?pkt_size=1316")) {
      channels.await("bad", status -> status.getJsonArray("problems").size() == 2);
      String problems = channels.status("bad").getJsonArray("problems").toString();
      assertThat(problems).contains("B-frames", "-bf 0").contains("AAC", "libopus");
    }
    try (HeadEnd mended = HeadEnd.start("320x180", "-f", "mpegts", url + "?pkt_size=1316")) {
      channels.awaitOnAir("bad");
      channels.await("bad", status -> status.getJsonArray("problems").isEmpty());
    } finally {
      channels.close("bad");
    }
  }

  @Test
  void rtpBySdpIsWatchedAndGoesOnAfterARestart() throws Exception {
    int port = product.port(4620);
    String sdp =
        "v=0\\r\\no=- 0 0 IN IP4 127.0.0.1\\r\\ns=-\\r\\nc=IN IP4 127.0.0.1\\r\\nt=0 0\\r\\n"
            + ("m=video " + port + " RTP/AVP 96\\r\\na=rtpmap:96 VP8/90000\\r\\n")
            + ("m=audio " + (port + 2) + " RTP/AVP 97\\r\\na=rtpmap:97 opus/48000/2\\r\\n");
    channels.open("rtp", "{\"type\":\"rtp\",\"sdp\":\"" + sdp + "\"}");
    try {
      try (HeadEnd first = rtp(port)) {
        channels.awaitOnAir("rtp");
      }
      try (HeadEnd second = rtp(port)) {
        channels.await("rtp", s -> s.getJsonObject("counters").getInt("sourceRestarts") >= 2);
        try (Watcher watcher = new Watcher(product, channels.whep("rtp"))) {
          Statistics seen = watcher.awaitFrames(50);
          assertThat(seen.text("video", "codec")).isEqualTo("video/VP8");
          assertThat(seen.number("audio", "totalAudioEnergy")).isPositive();
        }
      }
    } finally {
      channels.close("rtp");
    }
  }

  private static HeadEnd rtp(int port) throws java.io.IOException {
    return HeadEnd.start(
        "320x180",
        List.of("-map", "0:v", "-c:v", "libvpx", "-deadline", "realtime", "-auto-alt-ref", "0"),
        "-an",
        "-f",
        "rtp",
        "rtp://127.0.0.1:" + port + "?pkt_size=1200",
        "-map",
        "1:a",
        "-c:a",
        "libopus",
        "-f",
        "rtp",
        "rtp://127.0.0.1:" + (port + 2) + "?pkt_size=1200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"H264", "VP8"})
  void aBrowserPublishesByWhipAndAnotherWatchesByWhep(String codec) {
    channels.open("studio", "{\"type\":\"whip\",\"token\":\"s3cret\"}");
    try {
      BrowserEncoder encoder =
          new BrowserEncoder(product, channels.whip("studio"), "s3cret", codec);
      channels.awaitOnAir("studio");
      try (Watcher watcher = new Watcher(product, channels.whep("studio"))) {
        Statistics seen = watcher.awaitFrames(75);
        assertThat(seen.text("video", "codec")).isEqualTo("video/" + codec);
        assertThat(seen.number("video", "frameWidth")).isPositive();
        assertThat(seen.number("audio", "totalAudioEnergy")).isPositive();
        Statistics sent = encoder.statistics();
        assertThat(sent.text("video", "codec")).isEqualTo("video/" + codec);
        assertThat(sent.number("video", "pliCount")).isPositive();
        encoder.close();
        channels.await("studio", status -> status.getString("state").equals("stalled"));
        encoder = new BrowserEncoder(product, channels.whip("studio"), "s3cret", codec);
        watcher.awaitFrames(50);
        assertThat(watcher.connectionState()).isEqualTo("connected");
      } finally {
        encoder.close();
      }
      assertThat(channels.counter("studio", "publishers")).isEqualTo(2);
      assertThat(channels.counter("studio", "rtpLost")).isZero();
    } finally {
      channels.close("studio");
    }
  }

  @Test
  void aRecordingOfAChannelIsAFilmThatIsPlayed() {
    channels.awaitOnAir("one");
    channels.record("one", "keep-one");
    long before = channels.counter("one", "videoUnits");
    channels.await("one", s -> s.getJsonObject("counters").getInt("videoUnits") > before + 125);
    channels.stopRecording("one", "keep-one");
    try (Watcher watcher = new Watcher(product, channels.whep("keep-one"))) {
      assertThat(watcher.awaitFrames(50).text("video", "codec")).isEqualTo("video/H264");
    }
  }
}
