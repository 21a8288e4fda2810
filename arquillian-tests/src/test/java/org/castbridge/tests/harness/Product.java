/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Castbridge, started the way its README says: {@code ./castbridge run --json}. One for the whole
 * test run, started by the first test that asks.
 */
public final class Product implements AutoCloseable {

  /** The two servers of the all-in-one run. */
  public enum Role {
    CASTBRIDGE("castbridge", 9990),
    IMS_CORE("ims-core", 10090);

    final String folder;
    final int managementPort;

    Role(String folder, int managementPort) {
      this.folder = folder;
      this.managementPort = managementPort;
    }
  }

  private static Product shared;

  private final Process launcher;
  private final JsonObject ready;

  private Product(Process launcher, JsonObject ready) {
    this.launcher = launcher;
    this.ready = ready;
  }

  /** The running product, started if need be. */
  public static synchronized Product running() {
    if (shared == null || !shared.launcher.isAlive()) {
      shared = start();
    }
    return shared;
  }

  /** Ends the shared product, if one was started. */
  public static synchronized void stopShared() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  private static Product start() {
    try {
      Files.createDirectories(base());
      Process process = launcherCommand("run", "--json").start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (line == null) {
        process.waitFor(60, TimeUnit.SECONDS);
        throw new IllegalStateException(
            "the launcher ended; see " + base().resolve("launcher.log"));
      }
      return new Product(process, Json.createReader(new StringReader(line)).readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ProcessBuilder launcherCommand(String command, String... more) {
    ProcessBuilder builder =
        new ProcessBuilder(root().resolve("castbridge").toString(), command)
            .redirectError(base().resolve("launcher.log").toFile());
    builder.command().addAll(List.of(more));
    builder.command().addAll(List.of("--port-offset", String.valueOf(offset())));
    builder.command().addAll(List.of("--base", base().toString()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** Runs another command of the launcher to its end; its output and exit code. */
  public static Finished launch(String command, String... more) {
    try {
      Process process = launcherCommand(command, more).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Finished(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A launcher command that has ended. */
  public record Finished(int exit, String output) {}

  /** The project's root folder. */
  public static Path root() {
    return Path.of(System.getProperty("castbridge.root")).normalize();
  }

  /** Where this run keeps its servers' data. */
  public static Path base() {
    return Path.of(System.getProperty("castbridge.test.base"));
  }

  /** Where tests leave what a person may look at: pictures, recorded exchanges. */
  public static Path reports() {
    try {
      return Files.createDirectories(Path.of(System.getProperty("castbridge.test.reports")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int offset() {
    return Integer.getInteger("castbridge.test.offset", 10000);
  }

  /** A port of the all-in-one run, with this run's offset applied. */
  public static int port(int base) {
    return base + offset();
  }

  /** A key of the launcher's ready line. */
  public String address(String key) {
    return ready.getString(key);
  }

  /** The WHEP addresses of the public sample clips. */
  public List<String> whep() {
    return ready.getJsonArray("whep").getValuesAs(v -> ((jakarta.json.JsonString) v).getString());
  }

  /** The management model of one server. */
  public ManagementModel management(Role role) {
    return new ManagementModel(port(role.managementPort));
  }

  /** The process id of one server. */
  public long pid(Role role) {
    try {
      return Long.parseLong(
          Files.readString(base().resolve(role.folder).resolve("server.pid")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the product as Ctrl-C does and waits for its end. */
  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(90, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the launcher's end, as after the death of a server. */
  public boolean awaitEnd(long seconds) throws InterruptedException {
    return launcher.waitFor(seconds, TimeUnit.SECONDS);
  }
}
