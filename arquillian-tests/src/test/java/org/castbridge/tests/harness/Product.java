/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
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
 * Castbridge, started the way its README says: {@code ./castbridge run --json}. One is shared by
 * the whole test run; a test that breaks things starts its own beside it, at another port offset.
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

  private final int offset;
  private final Path base;
  private final List<String> arguments;
  private Process launcher;
  private JsonObject ready;

  private Product(int offset, Path base, List<String> arguments) {
    this.offset = offset;
    this.base = base;
    this.arguments = arguments;
  }

  /** The shared product, started if need be. */
  public static synchronized Product running() {
    if (shared == null) {
      shared =
          start(Integer.getInteger("castbridge.test.offset", 10000), workFolder().resolve("run"));
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

  /** Starts one more product. */
  public static Product start(int offset, Path base, String... arguments) {
    Product product = new Product(offset, base, List.of(arguments));
    product.start();
    return product;
  }

  /** Starts it again after its launcher has ended. */
  public void start() {
    try {
      Files.createDirectories(base);
      launcher =
          runCommand()
              .redirectError(ProcessBuilder.Redirect.appendTo(launcherLog().toFile()))
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "the launcher ended: " + Files.readString(launcherLog()).strip());
      }
      ready = Json.createReader(new StringReader(line)).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder runCommand() {
    ProcessBuilder builder =
        new ProcessBuilder(root().resolve("castbridge").toString(), "run", "--json")
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.command().addAll(List.of("--port-offset", String.valueOf(offset)));
    builder.command().addAll(List.of("--base", base.toString()));
    builder.command().addAll(arguments);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** The project's root folder. */
  public static Path root() {
    return Path.of(System.getProperty("castbridge.root")).normalize();
  }

  /** Where test runs keep their servers' data. */
  public static Path workFolder() {
    return Path.of(System.getProperty("castbridge.test.work"));
  }

  /** Where tests leave what a person may look at: pictures, recorded exchanges. */
  public static Path reports() {
    try {
      return Files.createDirectories(workFolder().resolve("reports"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path launcherLog() {
    return base.resolve("launcher.log");
  }

  /** A port of the all-in-one run, with this run's offset applied. */
  public int port(int port) {
    return port + offset;
  }

  /** A key of the launcher's ready line. */
  public String address(String key) {
    return ready.getString(key);
  }

  /** The WHEP addresses of the public sample clips. */
  public List<String> whep() {
    return ready.getJsonArray("whep").getValuesAs(JsonString::getString);
  }

  /** The management model of one server. */
  public ManagementModel management(Role role) {
    return new ManagementModel(port(role.managementPort));
  }

  /** The process of one server. */
  public ProcessHandle process(Role role) {
    try {
      String pid = Files.readString(base.resolve(role.folder).resolve("server.pid")).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the launcher's end, as after the death of a server. */
  public boolean awaitEnd(long seconds) {
    try {
      return launcher.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops the product as Ctrl-C does and waits for its end. */
  @Override
  public void close() {
    launcher.destroy();
    if (!awaitEnd(90)) {
      launcher.destroyForcibly();
    }
  }
}
