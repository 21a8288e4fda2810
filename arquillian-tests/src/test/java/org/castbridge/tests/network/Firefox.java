/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.tests.harness.Product;

/**
 * Debian's Firefox in the viewer's namespace, driven over WebDriver BiDi by puppeteer-core, which
 * npm fetches once into the target folder. In a namespace, because Firefox's sockets are bound to
 * an interface and never reach 127.0.0.1.
 */
public final class Firefox implements AutoCloseable {
  private static final Path SOURCES = Path.of("arquillian-tests", "src", "test", "node");

  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;
  private final String version;

  private Firefox(Process process) {
    this.process = process;
    this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.version = answer().getString("ready");
  }

  /** Starts it; skips the test, saying why, where it cannot be. */
  public static Firefox start() {
    for (String program : List.of("node", "npm")) {
      assumeTrue(Command.exists(program), "the Firefox tests need the program " + program);
    }
    String firefox =
        List.of("firefox-esr", "firefox").stream()
            .filter(Command::exists)
            .findFirst()
            .map(name -> "/usr/bin/" + name)
            .orElse(null);
    assumeTrue(firefox != null, "the Firefox tests need the program firefox-esr");
    try {
      Path folder = install();
      return new Firefox(
          new ProcessBuilder(
                  "ip",
                  "netns",
                  "exec",
                  NetworkLab.VIEWER_SPACE,
                  "node",
                  folder.resolve("firefox.js").toString(),
                  firefox)
              .redirectError(folder.resolve("firefox.log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path install() throws IOException {
    Path folder = Files.createDirectories(Product.workFolder().resolve("node"));
    for (String file : List.of("package.json", "firefox.js")) {
      Files.copy(
          Product.root().resolve(SOURCES).resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(folder.resolve("node_modules/puppeteer-core/package.json"))) {
      Command.run(
          "npm",
          "install",
          "--prefix",
          folder.toString(),
          "--no-package-lock",
          "--ignore-scripts",
          "--no-audit",
          "--no-fund");
    }
    return folder;
  }

  /** Its name and version. */
  public String version() {
    return version;
  }

  /** Its one page. */
  BrowserPage page() {
    return new BrowserPage() {
      @Override
      public void open(String url, List<String> scripts) {
        ask(
            Json.createObjectBuilder()
                .add("do", "open")
                .add("url", url)
                .add("scripts", Json.createArrayBuilder(scripts))
                .build());
      }

      @Override
      public Object evaluate(String expression) {
        return plain(
            ask(
                Json.createObjectBuilder()
                    .add("do", "evaluate")
                    .add("expression", expression)
                    .build()));
      }

      @Override
      public void close() {
        open("about:blank", List.of());
      }
    };
  }

  private static Object plain(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        value.asJsonObject().forEach((key, one) -> map.put(key, plain(one)));
        yield map;
      }
      case ARRAY -> value.asJsonArray().stream().map(Firefox::plain).toList();
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> ((JsonNumber) value).doubleValue();
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  private JsonValue ask(JsonObject command) {
    commands.println(command);
    JsonObject answer = answer();
    if (answer.containsKey("error")) {
      throw new AssertionError(command + ": " + answer.getString("error"));
    }
    return answer.get("result");
  }

  private JsonObject answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "Firefox ended; see " + Product.workFolder().resolve("node/firefox.log"));
      }
      return Json.createReader(new StringReader(line)).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    commands.println("{\"do\":\"close\"}");
    commands.close();
    Command.end(process);
  }
}
