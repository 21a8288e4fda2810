/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.control.ControlTestServer;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.SessionEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class XpResourceTest {
  private static final String FINGERPRINT =
      "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99";
  private static final String OFFER =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=fingerprint:sha-256 %s
      m=video 9 UDP/TLS/RTP/SAVPF 96
      c=IN IP4 0.0.0.0
      a=ice-ufrag:abcd
      a=ice-pwd:0123456789012345678901
      a=rtpmap:96 VP8/90000
      """
          .formatted(FINGERPRINT);

  private final ControlTestServer server = new ControlTestServer();

  @BeforeEach
  void start() {
    start("127.0.0.1");
  }

  private void start(String trusted) {
    MdfConfig config =
        ControlTestServer.config(
            Map.of(
                "castbridge.mdf.id", "mdf-7",
                "castbridge.mdf.place", "hill",
                "castbridge.mdf.max-body", "20000",
                "castbridge.mdf.trusted-peers", trusted));
    server.start(
        "/xp",
        new XpResource(server.sessions, new EventCallbacks(server.executor), config),
        new XpPeerFilter(config),
        new XpErrors.OfControl(),
        new XpErrors.OfHttp(),
        new XpErrors.OfAnything());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void status() throws Exception {
    JsonObject status = json(server.ask("GET", "status", null), 200);
    assertThat(status)
        .isEqualTo(
            json(
                "{\"id\":\"mdf-7\",\"place\":\"hill\",\"load\":0.123,\"sessions\":0,\"accepting\":true}"));
  }

  @Test
  void assets() throws Exception {
    JsonObject asset = json(server.ask("GET", "assets/harbour", null), 200);
    assertThat(asset.getInt("durationMs")).isEqualTo(40000);
    assertThat(asset.getJsonObject("video").getString("codec")).isEqualTo("H264");
    assertThat(asset.getJsonObject("audio").getInt("channels")).isEqualTo(2);
    error(server.ask("GET", "assets/nothing", null), 404, "unknown-resource");
    error(server.ask("GET", "assets/..%2Fharbour", null), 404, "unknown-resource");
  }

  @Test
  void showsSomethingElseOnTheSameConnection() throws Exception {
    String id = json(post("sessions", request("harbour").toString()), 201).getString("id");
    JsonObject state =
        json(
            post("sessions/" + id + "/switch", "{\"resource\":\"harbour\",\"position\":2.5}"), 200);
    assertThat(state.getJsonNumber("position").doubleValue()).isEqualTo(2.5);
    assertThat(server.media.sessions.get(id).commands).containsExactly("switch harbour 2500000");
    error(
        post("sessions/" + id + "/switch", "{\"resource\":\"nothing\"}"), 404, "unknown-resource");
    error(post("sessions/" + id + "/switch", "{\"position\":1}"), 400, "bad-request");
    error(
        post("sessions/" + id + "/switch", "{\"resource\":\"harbour\",\"position\":-1}"),
        416,
        "bad-range");
    error(post("sessions/none/switch", "{\"resource\":\"harbour\"}"), 404, "unknown-session");
    assertThat(server.media.sessions.get(id).commands).hasSize(1);
  }

  @Test
  void aSessionFromOfferToEnd() throws Exception {
    HttpResponse<String> created = post("sessions", request("harbour").toString());
    JsonObject session = json(created, 201);
    String id = session.getString("id");
    assertThat(created.headers().firstValue("Location").orElseThrow())
        .endsWith("/xp/sessions/" + id);
    assertThat(session.getString("answer")).startsWith("v=0");
    assertThat(session.getInt("durationMs")).isEqualTo(40000);
    assertThat(server.media.sessions.get(id).commands).isEmpty();

    JsonObject playing =
        json(post("sessions/" + id + "/play", "{\"position\":12.5,\"scale\":1.0}"), 200);
    assertThat(playing.getString("state")).isEqualTo("playing");
    assertThat(playing.getJsonNumber("position").doubleValue()).isEqualTo(12.5);
    assertThat(playing.getJsonNumber("duration").doubleValue()).isBetween(40.0, 40.03);
    assertThat(playing.getJsonArray("scales").toString())
        .isEqualTo("[-32.0,-16.0,-8.0,-4.0,-2.0,0.25,0.5,1.0,2.0,4.0,8.0,16.0,32.0]");
    assertThat(playing.getBoolean("live")).isFalse();
    assertThat(playing.getJsonNumber("start").doubleValue()).isZero();
    assertThat(playing.getJsonNumber("end").doubleValue()).isBetween(40.0, 40.03);
    assertThat(playing.getBoolean("connected")).isTrue();
    assertThat(json(server.ask("POST", "sessions/" + id + "/pause", null), 200).getString("state"))
        .isEqualTo("paused");
    json(post("sessions/" + id + "/play", "{\"position\":null,\"scale\":1}"), 200);
    assertThat(json(server.ask("GET", "sessions/" + id, null), 200).getString("id")).isEqualTo(id);
    assertThat(server.media.sessions.get(id).commands)
        .containsExactly("play 12500000 1.0", "pause", "play null 1.0", "state");

    String candidate = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";
    String fragment = "application/trickle-ice-sdpfrag";
    assertThat(
            server
                .ask("POST", "sessions/" + id + "/candidates", candidate, "Content-Type", fragment)
                .statusCode())
        .isEqualTo(204);
    assertThat(server.media.sessions.get(id).candidates).containsExactly(candidate);
    String renamed = "a=ice-ufrag:wxyz\r\na=ice-pwd:0123456789012345678901\r\n";
    assertThat(
            json(
                    server.ask(
                        "POST", "sessions/" + id + "/restart", renamed, "Content-Type", fragment),
                    200)
                .getString("answer"))
        .contains("a=ice-ufrag:ours1");
    error(
        server.ask("POST", "sessions/" + id + "/restart", "a=x", "Content-Type", fragment),
        400,
        "bad-offer");

    assertThat(server.ask("DELETE", "sessions/" + id, null).statusCode()).isEqualTo(204);
    assertThat(server.media.sessions).isEmpty();
    error(server.ask("DELETE", "sessions/" + id, null), 404, "unknown-session");
    error(server.ask("GET", "sessions/" + id, null), 404, "unknown-session");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_OFFER, 400, bad-offer",
    "NO_COMMON_CODEC, 422, no-common-codec",
    "BUSY, 503, busy",
    "UNAVAILABLE, 503, unavailable"
  })
  void refusalsOfTheMediaDelivery(MediaException.Kind kind, int status, String code)
      throws Exception {
    server.media.failure = new MediaException(kind, "a sentence", "m=video", null);
    HttpResponse<String> answer = post("sessions", request("harbour").toString());
    JsonObject error = error(answer, status, code);
    assertThat(error.getString("message")).isEqualTo("a sentence");
    assertThat(error.getString("line")).isEqualTo("m=video");
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_RANGE, 416, bad-range",
    "UNSUPPORTED_SCALE, 422, unsupported-scale",
    "ENDED, 409, ended",
    "GONE, 404, unknown-session"
  })
  void refusalsOfCommands(MediaException.Kind kind, int status, String code) throws Exception {
    String id = json(post("sessions", request("orbit").toString()), 201).getString("id");
    server.media.sessions.get(id).failure = new MediaException(kind, "a sentence");
    error(post("sessions/" + id + "/play", "{}"), status, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ not json | body",
        "[] | body",
        "{} | offer",
        "{\"offer\":7} | offer",
        "{\"offer\":\"v=0\"} | resource"
      })
  void brokenRequests(String body, String field) throws Exception {
    assertThat(error(post("sessions", body), 400, "bad-request").getString("message"))
        .contains(field);
    assertThat(server.media.sessions).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1", "1e300", "\"x\"", "[]"})
  void brokenPositions(String position) throws Exception {
    String id = json(post("sessions", request("orbit").toString()), 201).getString("id");
    int status = post("sessions/" + id + "/play", "{\"position\":" + position + "}").statusCode();
    assertThat(status).isIn(400, 416);
    assertThat(server.media.sessions.get(id).commands).isEmpty();
  }

  @Test
  void whatContradictsTheOfferIsRefused() throws Exception {
    JsonObject good = request("harbour");
    JsonObject forged =
        Json.createObjectBuilder(good)
            .add(
                "fingerprint",
                Json.createObjectBuilder().add("algorithm", "sha-256").add("value", "00:11"))
            .build();
    assertThat(error(post("sessions", forged.toString()), 400, "bad-request").getString("message"))
        .contains("fingerprint");
    JsonObject broken = Json.createObjectBuilder(good).add("offer", "v=0\r\nnonsense\r\n").build();
    assertThat(error(post("sessions", broken.toString()), 400, "bad-offer").getString("line"))
        .isEqualTo("nonsense");
    JsonObject file = Json.createObjectBuilder(good).add("events", "file:///etc/passwd").build();
    assertThat(error(post("sessions", file.toString()), 400, "bad-request").getString("message"))
        .contains("events");
  }

  @Test
  void httpErrorsAreJsonToo() throws Exception {
    error(server.ask("GET", "nowhere", null), 404, "bad-request");
    HttpResponse<String> wrongMethod = server.ask("PUT", "status", "x");
    error(wrongMethod, 405, "bad-request");
    assertThat(wrongMethod.headers().firstValue("Allow").orElseThrow()).contains("GET");
    error(server.ask("POST", "sessions", "x", "Content-Type", "text/plain"), 415, "bad-request");
    error(post("sessions", "x".repeat(20001)), 413, "bad-request");
  }

  @ParameterizedTest
  @EnumSource(SessionEvent.Kind.class)
  void eventsReachTheMcf(SessionEvent.Kind kind) throws Exception {
    try (Mcf mcf = new Mcf(0)) {
      String id =
          json(post("sessions", request("harbour", mcf.address()).toString()), 201).getString("id");
      server.media.event(id, kind);
      JsonObject event = json(mcf.next());
      assertThat(event.getString("session")).isEqualTo(id);
      assertThat(event.getString("event"))
          .isEqualTo(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      assertThat(event.getJsonNumber("position").doubleValue()).isEqualTo(40.0);
      assertThat(event.getString("reason")).isEqualTo("a reason");
      int after = server.ask("GET", "sessions/" + id, null).statusCode();
      assertThat(after).isEqualTo(kind.isFinal() ? 404 : 200);
    }
  }

  @Test
  void eventsAreTriedAgainAndStayInOrder() throws Exception {
    try (Mcf mcf = new Mcf(2)) {
      String id =
          json(post("sessions", request("harbour", mcf.address()).toString()), 201).getString("id");
      server.media.event(id, SessionEvent.Kind.CONNECTED);
      server.media.event(id, SessionEvent.Kind.END_OF_STREAM);
      server.media.event(id, SessionEvent.Kind.PEER_GONE);
      assertThat(json(mcf.next()).getString("event")).isEqualTo("connected");
      assertThat(json(mcf.next()).getString("event")).isEqualTo("connected");
      assertThat(json(mcf.next()).getString("event")).isEqualTo("connected");
      assertThat(json(mcf.next()).getString("event")).isEqualTo("end-of-stream");
      assertThat(json(mcf.next()).getString("event")).isEqualTo("peer-gone");
    }
  }

  @Test
  void anEventThatCannotBeDeliveredDoesNotHoldUpTheNext() throws Exception {
    try (Mcf mcf = new Mcf(3)) {
      String id =
          json(post("sessions", request("harbour", mcf.address()).toString()), 201).getString("id");
      server.media.event(id, SessionEvent.Kind.CONNECTED);
      server.media.event(id, SessionEvent.Kind.FAILED);
      for (int i = 0; i < 3; i++) {
        assertThat(json(mcf.next()).getString("event")).isEqualTo("connected");
      }
      assertThat(json(mcf.next()).getString("event")).isEqualTo("failed");
    }
  }

  @Test
  void strangersAreTurnedAway() throws Exception {
    server.close();
    try (ControlTestServer other = new ControlTestServer()) {
      MdfConfig config =
          ControlTestServer.config(
              Map.of(
                  "castbridge.mdf.trusted-peers",
                  "192.0.2.1,::1",
                  "castbridge.mdf.max-body",
                  "100"));
      other.start(
          "/xp",
          new XpResource(other.sessions, new EventCallbacks(other.executor), config),
          new XpPeerFilter(config),
          new XpErrors.OfControl());
      error(other.ask("GET", "assets/harbour", null), 403, "forbidden");
    }
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return server.ask("POST", path, body, "Content-Type", "application/json");
  }

  private static JsonObject request(String resource) {
    return request(resource, "http://127.0.0.1:1/nobody");
  }

  private static JsonObject request(String resource, String events) {
    return Json.createObjectBuilder()
        .add("resource", resource)
        .add("offer", OFFER)
        .add(
            "fingerprint",
            Json.createObjectBuilder().add("algorithm", "sha-256").add("value", FINGERPRINT))
        .add(
            "ice",
            Json.createObjectBuilder().add("ufrag", "abcd").add("pwd", "0123456789012345678901"))
        .add("connection", Json.createObjectBuilder().add("setup", "actpass"))
        .add("correlation", "mcf-1")
        .add("events", events)
        .build();
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    return json(answer.body());
  }

  private static JsonObject error(HttpResponse<String> answer, int status, String code) {
    JsonObject error = json(answer, status);
    assertThat(error.getString("error")).isEqualTo(code);
    assertThat(error.getString("message")).isNotBlank();
    assertThat(error).containsKey("line");
    return error;
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  /** An MCF that answers the first requests with 500. */
  private static final class Mcf implements AutoCloseable {
    private final HttpServer http;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private int failures;

    Mcf(int failures) throws Exception {
      this.failures = failures;
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            events.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(this.failures-- > 0 ? 500 : 204, -1);
            exchange.close();
          });
      http.start();
    }

    String address() {
      return "http://127.0.0.1:" + http.getAddress().getPort() + "/events/mcf-1";
    }

    String next() throws InterruptedException {
      String event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event").isNotNull();
      return event;
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
