/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** The channels of a running product, by Xp. */
public final class Channels {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Product product;

  public Channels(Product product) {
    this.product = product;
  }

  public String whep(String id) {
    return "http://127.0.0.1:" + product.port(8080) + "/mdf/whep/" + id;
  }

  public String whip(String id) {
    return "http://127.0.0.1:" + product.port(8080) + "/mdf/whip/" + id;
  }

  private HttpResponse<String> ask(String method, String id, String body) {
    URI uri = URI.create("http://127.0.0.1:" + product.port(8080) + "/mdf/xp/channels/" + id);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Opens a public channel without time shift. */
  public void open(String id, String input) {
    HttpResponse<String> answer =
        ask("PUT", id, "{\"input\":" + input + ",\"public\":true,\"number\":90}");
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  public void close(String id) {
    ask("DELETE", id, null);
  }

  /** Begins a public recording. */
  public void record(String id, String recording) {
    HttpResponse<String> answer =
        ask("PUT", id + "/recordings/" + recording, "{\"title\":\"Kept\",\"public\":true}");
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  public void stopRecording(String id, String recording) {
    HttpResponse<String> answer = ask("DELETE", id + "/recordings/" + recording, null);
    if (answer.statusCode() != 204) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  public JsonObject status(String id) {
    return Json.createReader(new StringReader(ask("GET", id, null).body())).readObject();
  }

  public long counter(String id, String name) {
    return status(id).getJsonObject("counters").getJsonNumber(name).longValue();
  }

  /** Waits until the channel is as it should be. */
  public void await(String id, Predicate<JsonObject> condition) {
    Await.until(Duration.ofSeconds(60), () -> condition.test(status(id)), () -> status(id));
  }

  public void awaitOnAir(String id) {
    await(
        id, status -> status.containsKey("videos") && status.getString("state").equals("running"));
  }
}
