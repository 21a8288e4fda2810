/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.servers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Castbridge as a user has it: started and stopped by its launcher, with data of its own. */
public final class Castbridge implements Server {
  /** What the media event loops are called, as far as the kernel keeps names: 15 characters. */
  private static final String LOOP_THREADS = "castbridge-medi";

  /** Tries at a full collection. */
  private static final int COLLECTIONS = 3;

  private static final int HTTP = 8080;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path root;
  private final Path base;
  private final int offset;
  private final Process launcher;
  private final JsonObject ready;

  private Castbridge(Path root, Path base, int offset, Process launcher, JsonObject ready) {
    this.root = root;
    this.base = base;
    this.offset = offset;
    this.launcher = launcher;
    this.ready = ready;
  }

  /** Starts it and waits until it is ready; settings are {@code -Dname=value}. */
  public static Castbridge start(Path root, Path base, int offset, String... settings)
      throws IOException {
    Files.createDirectories(base);
    Path log = base.resolve("launcher.log");
    System.err.println("bench: starting Castbridge, data in " + base + " ...");
    ProcessBuilder builder =
        new ProcessBuilder(command(root, base, offset, "run", "--json"))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.command().addAll(List.of(settings));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process launcher = builder.start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("Castbridge did not start: " + Files.readString(log).strip());
    }
    JsonObject ready = Json.createReader(new StringReader(line)).readObject();
    Castbridge started = new Castbridge(root, base, offset, launcher, ready);
    Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    return started;
  }

  private static List<String> command(Path root, Path base, int offset, String... words) {
    List<String> command = new ArrayList<>(List.of(root.resolve("castbridge").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--port-offset", String.valueOf(offset), "--base", base.toString()));
    return command;
  }

  /** Takes a clip into the store, for everybody; again is harmless. */
  public void ingest(Path file, String id) throws IOException, InterruptedException {
    ingest(root, base, offset, file, id);
  }

  /** The same without a running server. */
  public static void ingest(Path root, Path base, int offset, Path file, String id)
      throws IOException, InterruptedException {
    if (Files.exists(base.resolve("castbridge/data/films").resolve(id).resolve("asset.json"))) {
      return;
    }
    String[] words = {"ingest", file.toString(), "--id", id, "--title", id, "--public"};
    Process process =
        new ProcessBuilder(command(root, base, offset, words))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("the store refuses " + file);
    }
  }

  /** The list of channels that a run from this base folder begins with; and no sample films. */
  public static void channelList(Path base, String json) throws IOException {
    Path store = Files.createDirectories(base.resolve("castbridge/data/films"));
    Path samples = store.resolve(".samples"); // says that they were put here before
    if (!Files.exists(samples)) {
      Files.createFile(samples);
    }
    Files.writeString(store.resolve("channels.json"), json);
  }

  /** The page's address. */
  public String page() {
    return ready.getString("page");
  }

  /** Below the MDF's web application, as in {@code whep/harbour}. */
  public URI mdf(String path) {
    return URI.create("http://127.0.0.1:" + (HTTP + offset) + "/mdf/" + path);
  }

  /** A port of the product with this run's offset. */
  public int port(int port) {
    return port + offset;
  }

  @Override
  public long pid() {
    try {
      return Long.parseLong(Files.readString(base.resolve("castbridge/server.pid")).strip());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public ProcessTimes times() {
    return ProcessTimes.of(pid(), LOOP_THREADS);
  }

  @Override
  public String name() {
    return "Castbridge";
  }

  /** One request to the MDF with a JSON body (null for none); the answer's body. */
  public HttpResponse<String> call(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(mdf(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** A session by WHEP; the answer. */
  public String whep(String resource, String offer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(mdf("whep/" + resource))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/sdp")
            .POST(HttpRequest.BodyPublishers.ofString(offer))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("WHEP answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Room for a crowd: as many sessions as the bench asks for. */
  public static String[] crowd(int sessions) {
    return new String[] {
      "-Dcastbridge.media.max-sessions=" + sessions,
      "-Dcastbridge.mdf.whep.max-sessions=" + sessions
    };
  }

  /** Makes a channel. */
  public void channel(String id, JsonObject input) throws IOException, InterruptedException {
    JsonObject channel =
        Json.createObjectBuilder()
            .add("id", id)
            .add("title", id)
            .add("input", input)
            .add("timeShiftSeconds", 0)
            .add("public", true)
            .build();
    HttpResponse<String> answer = call("PUT", "xp/channels/" + id, channel.toString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "no channel " + id + ": " + answer.statusCode() + " " + answer.body().strip());
    }
  }

  /** Waits until the store offers the asset. */
  public void awaitAsset(String id) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (call("GET", "xp/assets/" + id, null).statusCode() == 200) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IOException("the store does not offer " + id);
  }

  /**
   * Live heap after a full collection, bytes, by the JDK's jcmd. The least of a few: a collection
   * that finds a thread within native ciphers (a JNI critical region) does not take place.
   */
  public long liveHeap() throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      least = Math.min(least, collectedHeap());
    }
    return least;
  }

  private long collectedHeap() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid()), "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String last = "";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line.startsWith("Total") ? line : last;
      }
    }
    process.waitFor();
    String[] words = last.strip().split("\\s+");
    if (words.length < 3) {
      throw new IOException("jcmd does not say how large the heap is");
    }
    return Long.parseLong(words[2]);
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(90, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      launcher.destroyForcibly();
    }
  }
}
