/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.castbridge.media.ice.IceCredentials;
import org.castbridge.signalling.sdp.Fingerprint;

/**
 * Sessions of Janus' streaming plugin over its HTTP API: one Janus session for all, one handle a
 * viewer. Janus offers, the viewer answers; a thread of its own fetches Janus' events, which also
 * keeps the session alive.
 */
public final class JanusSignalling implements Signalling, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Long, CompletableFuture<String>> offers = new ConcurrentHashMap<>();
  private final AtomicLong transactions = new AtomicLong();
  private final URI session;
  private final int mountpoint;
  private final Thread events;
  private volatile boolean open = true;

  /** {@code root} is the API's address, {@code http://127.0.0.1:8088/janus}. */
  public JanusSignalling(URI root, int mountpoint) throws IOException, InterruptedException {
    this.mountpoint = mountpoint;
    long id = post(root, body("create")).getJsonObject("data").getJsonNumber("id").longValue();
    session = URI.create(root + "/" + id);
    events = new Thread(this::fetchEvents, "janus-events");
    events.setDaemon(true);
    events.start();
  }

  private JsonObjectBuilder body(String verb) {
    return Json.createObjectBuilder()
        .add("janus", verb)
        .add("transaction", "t" + transactions.incrementAndGet());
  }

  private JsonObject post(URI to, JsonObjectBuilder body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body.build().toString()))
            .build();
    JsonObject answer = parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    if ("error".equals(answer.getString("janus", ""))) {
      throw new IOException("Janus refuses: " + answer);
    }
    return answer;
  }

  private static JsonObject parse(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private void fetchEvents() {
    HttpRequest poll =
        HttpRequest.newBuilder(URI.create(session + "?maxev=1")).timeout(PATIENCE).build();
    while (open) {
      try {
        take(parse(http.send(poll, HttpResponse.BodyHandlers.ofString()).body()));
      } catch (IOException e) {
        if (open) {
          offers.values().forEach(offer -> offer.completeExceptionally(e));
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void take(JsonObject event) {
    JsonObject jsep = event.getJsonObject("jsep");
    if (jsep != null) {
      CompletableFuture<String> offer = offers.get(event.getJsonNumber("sender").longValue());
      if (offer != null) {
        offer.complete(jsep.getString("sdp"));
      }
    }
  }

  @Override
  public Session open(IceCredentials viewer, Fingerprint fingerprint, int port)
      throws IOException, InterruptedException {
    JsonObject attached = post(session, body("attach").add("plugin", "janus.plugin.streaming"));
    long handle = attached.getJsonObject("data").getJsonNumber("id").longValue();
    CompletableFuture<String> offer = new CompletableFuture<>();
    offers.put(handle, offer);
    URI address = URI.create(session + "/" + handle);
    post(
        address,
        body("message")
            .add("body", Json.createObjectBuilder().add("request", "watch").add("id", mountpoint)));
    String sdp = await(offer);
    offers.remove(handle);
    SdpLines lines = new SdpLines(sdp);
    String answer = new JanusAnswer(sdp).write(viewer, fingerprint, lines.candidate(), port);
    post(
        address,
        body("message")
            .add("body", Json.createObjectBuilder().add("request", "start"))
            .add("jsep", Json.createObjectBuilder().add("type", "answer").add("sdp", answer)));
    return new Session(
        String.valueOf(handle),
        lines.ice(),
        lines.fingerprint(),
        lines.candidate(),
        false,
        lines.firstPayloadType("H264", "VP8"),
        lines.payloadType("opus"));
  }

  private static String await(CompletableFuture<String> offer)
      throws IOException, InterruptedException {
    try {
      return offer.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Janus made no offer", e);
    }
  }

  @Override
  public void close(Session viewer) throws IOException, InterruptedException {
    post(URI.create(session + "/" + viewer.id()), body("detach"));
  }

  @Override
  public void close() {
    open = false;
    events.interrupt();
  }
}
