/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.castbridge.mdf.control.ControlTestServer;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.channel.Recordings;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class XpChannelsTest {
  private static final String PLAYOUT =
      "{\"title\":\"One\",\"number\":1,\"input\":{\"type\":\"playout\",\"assets\":[\"harbour\"]},"
          + "\"timeShiftSeconds\":60,\"public\":true}";

  private final ControlTestServer server = new ControlTestServer();

  @BeforeEach
  void start() {
    MdfConfig config =
        ControlTestServer.config(
            Map.of(
                "castbridge.mdf.max-body", "20000",
                "castbridge.mdf.trusted-peers", "127.0.0.1"));
    server.start(
        "/xp",
        new XpChannels(server.television, config),
        new XpRecordings(
            Recordings.of(
                server.television,
                ControlTestServer.config(
                    Map.of("castbridge.content.dir", server.folder.toString()))),
            config),
        new XpPeerFilter(config),
        new XpErrors.OfControl(),
        new XpErrors.OfHttp(),
        new XpErrors.OfAnything());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> put(String id, String body) throws Exception {
    return server.ask("PUT", "channels/" + id, body, "Content-Type", "application/json");
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  @Test
  void aChannelIsPutKeptAndRemoved() throws Exception {
    JsonObject made = json(put("one", PLAYOUT), 201);
    assertThat(made.getString("state")).isEqualTo("running");
    assertThat(made.getString("playing")).isEqualTo("harbour");
    assertThat(made.getInt("timeShiftSeconds")).isEqualTo(60);
    assertThat(made.getJsonObject("counters").getInt("videoUnits")).isEqualTo(7);
    assertThat(made.getJsonArray("videos").getJsonObject(0).getInt("width")).isEqualTo(640);
    assertThat(server.media.channels.open.get("one").recorder()).isNotNull();
    json(put("one", PLAYOUT.replace("One", "Eins")), 200);

    assertThat(Files.readString(server.folder.resolve("channels.json"))).contains("Eins");
    server.media.channels.open.clear();
    server.television.start();
    assertThat(server.media.channels.open).containsKey("one");

    JsonObject all = json(server.ask("GET", "channels", null), 200);
    assertThat(all.getJsonArray("channels")).hasSize(1);
    assertThat(server.ask("DELETE", "channels/one", null).statusCode()).isEqualTo(204);
    json(server.ask("GET", "channels/one", null), 404);
    json(server.ask("DELETE", "channels/one", null), 404);
    assertThat(server.media.channels.open).isEmpty();
  }

  @Test
  void inputsOfEveryKind() throws Exception {
    json(
        put(
            "ts",
            input(
                "\"mpegts\",\"url\":\"udp://@239.255.34.5:5000?source=192.0.2.1&interface=lo&program=3\"")),
        201);
    assertThat(server.media.channels.open.get("ts").input())
        .isEqualTo(
            new ChannelInputSpec.MpegTs(
                "239.255.34.5", 5000, java.util.List.of("192.0.2.1"), 3, "lo"));
    String sdp =
        "v=0\\r\\no=- 0 0 IN IP4 127.0.0.1\\r\\ns=x\\r\\nc=IN IP4 127.0.0.1\\r\\nt=0 0\\r\\n"
            + "m=video 5004 RTP/AVP 96\\r\\na=rtpmap:96 H264/90000\\r\\n";
    json(put("rtp", input("\"rtp\",\"sdp\":\"" + sdp + "\"")), 201);
    json(put("whip", input("\"whip\",\"token\":\"secret\"")), 201);
    assertThat(server.ask("GET", "channels/whip", null).body()).doesNotContain("secret");
    assertThat(server.television.config("whip").publisherToken()).isEqualTo("secret");
  }

  private static String input(String type) {
    return "{\"input\":{\"type\":" + type + "}}";
  }

  @Test
  void whatIsWrongIsNamedAndChangesNothing() throws Exception {
    refused("one", "{}", "input");
    refused("one", "[]", "JSON");
    refused("One", PLAYOUT, "id");
    refused("one", PLAYOUT.replace("60", "-1"), "timeShiftSeconds");
    refused("one", PLAYOUT.replace("\"number\":1", "\"number\":0"), "number");
    refused("one", PLAYOUT.replace("true", "1"), "public");
    refused("one", PLAYOUT.replace("[\"harbour\"]", "[]"), "assets");
    refused("one", input("\"carrier-pigeon\""), "type");
    refused("one", input("\"mpegts\",\"url\":\"http://example.org\""), "url");
    refused("one", input("\"rtp\",\"sdp\":\"v=0\""), "SDP");
    refused("one", input("\"rtp\",\"sdpFile\":\"../../etc/passwd\""), "sdpFile");
    refused("one", input("\"whip\",\"token\":\"\""), "token");
    assertThat(server.media.channels.open).isEmpty();
    assertThat(Files.exists(server.folder.resolve("channels.json"))).isFalse();
  }

  private void refused(String id, String body, String named) throws Exception {
    JsonObject error = json(put(id, body), 400);
    assertThat(error.getString("message")).contains(named);
  }

  @Test
  void aRecordingIsBegunOnceAndEnded() throws Exception {
    json(put("one", PLAYOUT), 201);
    assertThat(put("one/recordings/news", "{\"title\":\"News\"}").statusCode()).isEqualTo(201);
    assertThat(json(put("one/recordings/news", "{}"), 409).getString("error"))
        .isEqualTo("conflict");
    json(put("one/recordings/Bad%20id", "{}"), 400);
    json(put("none/recordings/other", "{}"), 404);
    json(server.ask("DELETE", "channels/two/recordings/news", null), 404);
    assertThat(server.ask("DELETE", "channels/one/recordings/news", null).statusCode())
        .isEqualTo(204);
    json(server.ask("DELETE", "channels/one/recordings/news", null), 404);
  }

  @Test
  void aBrokenEntryDoesNotKeepTheOthersOffAir() throws Exception {
    Files.writeString(
        server.folder.resolve("channels.json"),
        "{\"channels\":[{\"id\":\"bad\"},{\"id\":\"good\"," + PLAYOUT.substring(1) + "]}");
    server.television.start();
    assertThat(server.media.channels.open).containsOnlyKeys("good");
    Files.writeString(server.folder.resolve("channels.json"), "no json");
    server.television.start();
  }
}
