/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Media Delivery Function as far as Xp shows it: answers what a test told it to, and remembers
 * what it was asked.
 */
public final class FakeMdf implements AutoCloseable {
  /** An answer to the offer of {@link Offers}. */
  public static final String ANSWER =
      """
      v=0\r
      o=mdf 1 1 IN IP4 127.0.0.1\r
      s=-\r
      t=0 0\r
      a=ice-lite\r
      m=video 20100 UDP/TLS/RTP/SAVPF 96\r
      a=mid:0\r
      m=audio 20100 UDP/TLS/RTP/SAVPF 111\r
      a=mid:1\r
      """;

  public static final String STATE =
      "{\"id\":\"x1\",\"state\":\"playing\",\"position\":12.48,\"scale\":1.0,\"duration\":40.0,"
          + "\"scales\":[1],\"connected\":true}";

  /** A recorded channel, shown as it is broadcast. */
  public static final String LIVE =
      "{\"id\":\"x1\",\"state\":\"playing\",\"position\":1795378507.5,\"scale\":1.0,"
          + "\"duration\":7200.0,\"scales\":[-2,1,2],\"connected\":true,"
          + "\"live\":true,\"start\":1795371307.5,\"end\":1795378507.5}";

  private record Reply(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public FakeMdf() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::serve);
    server.start();
    status(0.1, true);
    reply("GET /mdf/xp/assets/harbour", 200, asset("H264"));
    reply(
        "POST /mdf/xp/sessions",
        201,
        "{\"id\":\"x1\",\"answer\":" + quoted(ANSWER) + ",\"durationMs\":40000}");
    for (String command :
        List.of(
            "POST /mdf/xp/sessions/x1/play",
            "POST /mdf/xp/sessions/x1/pause",
            "GET /mdf/xp/sessions/x1")) {
      reply(command, 200, STATE);
    }
    reply("GET /mdf/xp/channels/one", 200, "{\"id\":\"one\",\"clients\":3}");
    reply("POST /mdf/xp/sessions/x1/switch", 200, LIVE);
    reply("DELETE /mdf/xp/sessions/x1", 204, "");
  }

  public static String asset(String codec) {
    return "{\"id\":\"harbour\",\"durationMs\":40000,\"video\":{\"codec\":\"%s\"},\"audio\":{\"codec\":\"opus\"}}"
        .formatted(codec);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\r", "\\r").replace("\n", "\\n") + "\"";
  }

  public FakeMdf status(double load, boolean accepting) {
    return reply(
        "GET /mdf/xp/status",
        200,
        "{\"id\":\"m\",\"place\":\"north\",\"load\":%s,\"sessions\":1,\"accepting\":%s}"
            .formatted(load, accepting));
  }

  /** What to answer from now on, by method and path. */
  public FakeMdf reply(String request, int status, String body) {
    replies.put(request, new Reply(status, body));
    return this;
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mdf/xp");
  }

  /** The requests so far, as method and path. */
  public List<String> asked() {
    return asked;
  }

  /** The last body of a request. */
  public String body(String request) {
    return bodies.get(request);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.put(request, new String(body, StandardCharsets.UTF_8));
    asked.add(request);
    Reply reply = replies.getOrDefault(request, new Reply(404, "{\"error\":\"unknown-resource\"}"));
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
