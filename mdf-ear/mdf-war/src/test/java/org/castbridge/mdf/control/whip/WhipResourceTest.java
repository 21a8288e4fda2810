/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whip;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Map;
import org.castbridge.mdf.control.ControlTestServer;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.channel.ChannelConfig;
import org.castbridge.mdf.control.whep.WhepErrors;
import org.castbridge.mdf.rar.MediaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhipResourceTest {
  private static final String OFFER = "v=0\r\na=ice-ufrag:abcd\r\n";
  private final ControlTestServer server = new ControlTestServer();

  @BeforeEach
  void start() throws Exception {
    MdfConfig config =
        ControlTestServer.config(
            Map.of(
                "castbridge.mdf.max-body", "20000",
                "castbridge.mdf.whep.ice-servers", "stun:127.0.0.1:3478"));
    channel("studio", "{\"type\":\"whip\",\"token\":\"s3cret\"}");
    channel("film", "{\"type\":\"playout\",\"assets\":[\"harbour\"]}");
    server.start(
        "/whip",
        new WhipResource(new WhipSessions(server.media, server.television), config),
        new WhepErrors.OfControl(),
        new WhepErrors.OfHttp(),
        new WhepErrors.OfAnything());
  }

  private void channel(String id, String input) throws Exception {
    String json = "{\"input\":" + input + "}";
    server.television.put(
        ChannelConfig.parse(Json.createReader(new StringReader(json)).readObject(), id));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> publish(String channel, String... headers) throws Exception {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/sdp";
    return server.ask("POST", channel, OFFER, all);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  @Test
  void anEncoderFromOfferToEnd() throws Exception {
    HttpResponse<String> created = publish("studio", "Authorization", "Bearer s3cret");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.body()).startsWith("v=0");
    String place = header(created, "Location");
    String etag = header(created, "ETag");
    assertThat(place).startsWith("/whip/studio/");
    assertThat(header(created, "Link")).contains("ice-server");
    assertThat(server.media.publishers).hasSize(1);

    String fragment = "a=ice-ufrag:abcd\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";
    assertThat(patch(place, fragment, etag).statusCode()).isEqualTo(204);
    assertThat(patch(place, fragment, "\"other\"").statusCode()).isEqualTo(412);
    assertThat(patch(place, "a=ice-ufrag:other\r\n", etag).statusCode()).isEqualTo(422);
    assertThat(patch(place, "nonsense", etag).statusCode()).isEqualTo(400);

    assertThat(server.ask("DELETE", place, null).statusCode()).isEqualTo(401);
    assertThat(server.media.publishers.get(0).over).isFalse();
    assertThat(delete(place).statusCode()).isEqualTo(200);
    assertThat(server.media.publishers.get(0).over).isTrue();
    assertThat(delete(place).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> delete(String place) throws Exception {
    return server.ask("DELETE", place, null, "Authorization", "Bearer s3cret");
  }

  private HttpResponse<String> patch(String place, String body, String etag) throws Exception {
    return server.ask(
        "PATCH",
        place,
        body,
        "Content-Type",
        "application/trickle-ice-sdpfrag",
        "Authorization",
        "bearer s3cret",
        "If-Match",
        etag);
  }

  @Test
  void withoutTheTokenNothingIsTaken() throws Exception {
    HttpResponse<String> refused = publish("studio");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(publish("studio", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(publish("studio", "Authorization", "Basic s3cret").statusCode()).isEqualTo(401);
    assertThat(publish("film", "Authorization", "Bearer s3cret").statusCode()).isEqualTo(403);
    assertThat(publish("nothing", "Authorization", "Bearer s3cret").statusCode()).isEqualTo(404);
    assertThat(server.media.publishers).isEmpty();
  }

  @Test
  void badOffersAndBusyChannelsAreSaid() throws Exception {
    server.media.failure =
        new MediaException(MediaException.Kind.BAD_OFFER, "broken", "m=video", null);
    HttpResponse<String> bad = publish("studio", "Authorization", "Bearer s3cret");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("broken", "m=video");
    server.media.failure =
        new MediaException(MediaException.Kind.BUSY, "another encoder publishes here");
    HttpResponse<String> busy = publish("studio", "Authorization", "Bearer s3cret");
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).isPresent();
    HttpResponse<String> text =
        server.ask(
            "POST",
            "studio",
            OFFER,
            "Content-Type",
            "text/plain",
            "Authorization",
            "Bearer s3cret");
    assertThat(text.statusCode()).isEqualTo(415);
  }
}
