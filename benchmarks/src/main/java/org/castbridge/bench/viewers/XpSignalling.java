/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/** Sessions on Xp, as an MCF makes them: every viewer begins at a position of its own. */
public final class XpSignalling implements Signalling {
  private static final int BUSY = 503;
  private static final int PATIENCE_SECONDS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger opened = new AtomicInteger();
  private final URI xp;
  private final String resource;
  private final double stepSeconds;
  private final int positions;

  /**
   * @param xp ends with a slash
   * @param stepSeconds from one viewer's position to the next one's
   * @param positions how many there are; the next viewer begins at the first again
   */
  public XpSignalling(URI xp, String resource, double stepSeconds, int positions) {
    this.xp = xp;
    this.resource = resource;
    this.stepSeconds = stepSeconds;
    this.positions = positions;
  }

  @Override
  public Session open(IceCredentials viewer, Fingerprint fingerprint, int port)
      throws IOException, InterruptedException {
    JsonObject made = ask("POST", "sessions", request(viewer, fingerprint), 201);
    String id = made.getString("id");
    double position = opened.getAndIncrement() % positions * stepSeconds;
    JsonObject play = Json.createObjectBuilder().add("position", position).add("scale", 1).build();
    ask("POST", "sessions/" + id + "/play", play, 200);
    return WhepSignalling.answered(id, made.getString("answer"));
  }

  private JsonObject request(IceCredentials viewer, Fingerprint fingerprint) {
    return Json.createObjectBuilder()
        .add("resource", resource)
        .add("offer", WhepSignalling.offer(viewer, fingerprint))
        .add("correlation", "bench")
        .addNull("events")
        .add(
            "fingerprint",
            Json.createObjectBuilder()
                .add("algorithm", fingerprint.algorithm())
                .add("value", fingerprint.value()))
        .add(
            "ice",
            Json.createObjectBuilder()
                .add("ufrag", viewer.ufrag())
                .add("pwd", viewer.pwd())
                .add("candidates", Json.createArrayBuilder())
                .add("options", Json.createArrayBuilder().add("trickle")))
        .add(
            "connection",
            Json.createObjectBuilder()
                .add("setup", "actpass")
                .add("protocol", "UDP/TLS/RTP/SAVPF")
                .add("bundle", Json.createArrayBuilder().add("0").add("1"))
                .add("rtcpMux", true))
        .build();
  }

  private JsonObject ask(String method, String path, JsonObject body, int expected)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(xp.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    for (int i = 0; i < PATIENCE_SECONDS && answer.statusCode() == BUSY; i++) {
      Thread.sleep(1_000);
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    }
    if (answer.statusCode() != expected) {
      throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  @Override
  public void close(Session session) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(xp.resolve("sessions/" + session.id()))
            .timeout(Duration.ofSeconds(20))
            .DELETE()
            .build();
    http.send(request, HttpResponse.BodyHandlers.discarding());
  }
}
