/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.control.ControlTestServer;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.channel.ChannelConfig;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.SessionEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhepResourceTest {
  private static final String OFFER = "v=0\r\na=ice-ufrag:abcd\r\n";
  private final ControlTestServer server = new ControlTestServer();

  @BeforeEach
  void start() {
    start(server, "*");
  }

  private static void start(ControlTestServer server, String origins) {
    MdfConfig config =
        ControlTestServer.config(
            Map.of(
                "castbridge.mdf.max-body", "5000",
                "castbridge.mdf.whep.max-sessions", "2",
                "castbridge.mdf.whep.allowed-origins", origins,
                "castbridge.mdf.whep.ice-servers", "stun:127.0.0.1:3478"));
    server.start(
        "/whep",
        new WhepResource(new WhepSessions(server.sessions, server.executor, config), config),
        new WhepCorsFilter(config),
        new WhepErrors.OfControl(),
        new WhepErrors.OfHttp(),
        new WhepErrors.OfAnything());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void offerAnswerTrickleEnd() throws Exception {
    HttpResponse<String> created = offer("harbour");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(header(created, "Content-Type")).startsWith("application/sdp");
    assertThat(header(created, "Accept-Patch")).isEqualTo("application/trickle-ice-sdpfrag");
    assertThat(header(created, "Link")).isEqualTo("<stun:127.0.0.1:3478>; rel=\"ice-server\"");
    assertThat(header(created, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(created, "Access-Control-Expose-Headers")).contains("Location", "ETag");
    assertThat(created.body()).startsWith("v=0");
    String id = server.media.sessions.keySet().iterator().next();
    String place = header(created, "Location");
    assertThat(place).isEqualTo("/whep/harbour/" + id);
    assertThat(server.media.sessions.get(id).commands).containsExactly("play 0 1.0");

    String etag = header(created, "ETag");
    String fragment =
        "a=ice-ufrag:abcd\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";
    HttpResponse<String> trickled = patch(place, fragment, etag);
    assertThat(trickled.statusCode()).isEqualTo(204);
    assertThat(server.media.sessions.get(id).candidates).containsExactly(fragment);
    assertThat(server.ask("DELETE", place, null).statusCode()).isEqualTo(200);
    assertThat(server.media.sessions).isEmpty();
    refused(server.ask("DELETE", place, null), 404);
    refused(patch(place, fragment, etag), 404);
  }

  @Test
  void patchesThatAreNotDone() throws Exception {
    HttpResponse<String> created = offer("harbour");
    String place = header(created, "Location");
    String etag = header(created, "ETag");
    refused(
        server.ask("PATCH", place, "a=mid:0", "Content-Type", "application/trickle-ice-sdpfrag"),
        428);
    refused(patch(place, "a=mid:0", "\"other\""), 412);
    refused(patch(place, "a=ice-ufrag:wxyz\r\n", "*"), 400);
    assertThat(refused(patch(place, "what is this", etag), 400)).contains("what is this");
    refused(
        server.ask("PATCH", place, "a=mid:0", "Content-Type", "text/plain", "If-Match", etag), 415);
    assertThat(patch(place, "", "\"x\", " + etag).statusCode()).isEqualTo(204);
  }

  /** RFC 9725 section 4.3.3. */
  @Test
  void iceRestartGivesNewCredentialsAndANewETag() throws Exception {
    HttpResponse<String> created = offer("harbour");
    String place = header(created, "Location");
    String etag = header(created, "ETag");
    HttpResponse<String> answer =
        patch(place, "a=ice-ufrag:wxyz\r\na=ice-pwd:0123456789012345678901\r\n", "*");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/trickle-ice-sdpfrag");
    assertThat(answer.body())
        .isEqualTo("a=ice-ufrag:ours1\r\na=ice-pwd:secret\r\na=end-of-candidates\r\n");
    String renewed = header(answer, "ETag");
    assertThat(renewed).isNotEqualTo(etag);
    refused(patch(place, "a=mid:0", etag), 412);
    assertThat(patch(place, "a=ice-ufrag:wxyz\r\na=mid:0\r\n", renewed).statusCode())
        .isEqualTo(204);
  }

  @Test
  void onlyPublicFilms() throws Exception {
    assertThat(refused(offer("forest"), 403)).contains("not public");
    refused(offer("nothing"), 404);
    refused(offer("..%2Fharbour"), 404);
    assertThat(server.media.sessions).isEmpty();
  }

  @Test
  void aSessionIsFoundUnderItsOwnFilmOnly() throws Exception {
    String place = header(offer("harbour"), "Location");
    refused(server.ask("DELETE", place.replace("harbour", "orbit"), null), 404);
    assertThat(server.ask("DELETE", place, null).statusCode()).isEqualTo(200);
  }

  @Test
  void mediaTypes() throws Exception {
    refused(server.ask("POST", "harbour", OFFER, "Content-Type", "text/plain"), 415);
    refused(
        server.ask(
            "POST", "harbour", OFFER, "Content-Type", "application/sdp", "Accept", "text/html"),
        406);
    refused(
        server.ask("POST", "harbour", "x".repeat(5001), "Content-Type", "application/sdp"), 413);
    HttpResponse<String> get = server.ask("GET", "harbour", null);
    refused(get, 405);
    assertThat(header(get, "Allow")).contains("POST");
  }

  @ParameterizedTest
  @CsvSource({"BAD_OFFER, 400", "NO_COMMON_CODEC, 422", "BUSY, 503", "UNAVAILABLE, 503"})
  void refusalsOfTheMediaDelivery(MediaException.Kind kind, int status) throws Exception {
    server.media.failure = new MediaException(kind, "This is why.", "a=line", null);
    for (int i = 0; i < 3; i++) { // more often than there are places: each is given back
      HttpResponse<String> answer = offer("harbour");
      assertThat(refused(answer, status)).contains("This is why.", "a=line");
      assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }
  }

  @Test
  void placesAreLimitedAndGivenBack() throws Exception {
    offer("harbour");
    HttpResponse<String> second = offer("orbit");
    HttpResponse<String> third = offer("harbour");
    refused(third, 503);
    assertThat(header(third, "Retry-After")).isNotBlank();
    assertThat(server.ask("DELETE", header(second, "Location"), null).statusCode()).isEqualTo(200);
    assertThat(offer("harbour").statusCode()).isEqualTo(201);
    String any = server.media.sessions.keySet().iterator().next();
    server.media.event(any, SessionEvent.Kind.PEER_GONE);
    assertThat(offer("harbour").statusCode()).isEqualTo(201);
    refused(offer("harbour"), 503);
  }

  @Test
  void theEndOfTheFilmEndsTheSession() throws Exception {
    String place = header(offer("harbour"), "Location");
    String id = server.media.sessions.keySet().iterator().next();
    server.media.event(id, SessionEvent.Kind.END_OF_STREAM);
    server.executor.shutdown(); // the delayed close is still carried out
    assertThat(server.executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.media.sessions).isEmpty();
    refused(server.ask("DELETE", place, null), 404);
  }

  @Test
  void preflight() throws Exception {
    HttpResponse<String> options = server.ask("OPTIONS", "harbour", null);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(header(options, "Accept-Post")).isEqualTo("application/sdp");
    assertThat(header(options, "Access-Control-Allow-Methods")).contains("POST", "PATCH", "DELETE");
    assertThat(header(options, "Access-Control-Allow-Headers"))
        .contains("If-Match", "Content-Type");
    assertThat(header(server.ask("OPTIONS", "harbour/x", null), "Accept-Patch"))
        .isEqualTo("application/trickle-ice-sdpfrag");
  }

  @Test
  void someOriginsOnly() throws Exception {
    try (ControlTestServer strict = new ControlTestServer()) {
      start(strict, "https://tv.example,https://other.example");
      HttpResponse<String> good =
          strict.ask("OPTIONS", "harbour", null, "Origin", "https://tv.example");
      assertThat(header(good, "Access-Control-Allow-Origin")).isEqualTo("https://tv.example");
      HttpResponse<String> bad =
          strict.ask("OPTIONS", "harbour", null, "Origin", "https://evil.example");
      assertThat(bad.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(header(bad, "Vary")).isEqualTo("Origin");
    }
  }

  private HttpResponse<String> offer(String asset) throws Exception {
    return server.ask("POST", asset, OFFER, "Content-Type", "application/sdp");
  }

  private HttpResponse<String> patch(String place, String body, String ifMatch) throws Exception {
    return server.ask(
        "PATCH",
        place,
        body,
        "Content-Type",
        "application/trickle-ice-sdpfrag",
        "If-Match",
        ifMatch);
  }

  private static String refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).startsWith("text/plain");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    return answer.body();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
  }

  @Test
  void aPublicChannelIsPlayedAtItsLiveEdge() throws Exception {
    channel("news", true);
    HttpResponse<String> created = offer("news");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String place = header(created, "Location");
    String id = place.substring(place.lastIndexOf('/') + 1);
    assertThat(server.media.sessions.get(id).commands).containsExactly("play null 1.0");
    assertThat(server.ask("DELETE", place, null).statusCode()).isEqualTo(200);
    channel("secret", false);
    refused(offer("secret"), 403);
    server.media.channels.silent = true;
    assertThat(refused(offer("news"), 503)).contains("not on air");
  }

  private void channel(String id, boolean isPublic) throws Exception {
    server.television.put(
        ChannelConfig.parse(
            Json.createReader(
                    new StringReader(
                        "{\"input\":{\"type\":\"playout\",\"assets\":[\"harbour\"]},"
                            + "\"public\":"
                            + isPublic
                            + "}"))
                .readObject(),
            id));
  }
}
