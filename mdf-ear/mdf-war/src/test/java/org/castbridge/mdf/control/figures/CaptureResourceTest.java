/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.figures;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.castbridge.mdf.control.ControlTestServer;
import org.castbridge.mdf.control.xp.XpErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureResourceTest {
  private final ControlTestServer server = new ControlTestServer();

  @BeforeEach
  void start() {
    server.media.sessions.put("s1", new org.castbridge.mdf.control.FakeMedia.FakeSession());
    server.start(
        "/xp",
        new CaptureResource(
            server.media,
            ControlTestServer.config(Map.of("castbridge.mdf.capture.megabytes", "3"))),
        new XpErrors.OfControl(),
        new XpErrors.OfHttp());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonObject ask(String method, String session, int status) throws Exception {
    HttpResponse<String> response =
        server.ask(method, "sessions/" + session + "/capture", method.equals("POST") ? "" : null);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Json.createReader(new StringReader(response.body())).readObject();
  }

  @Test
  void aCaptureIsSwitchedOnAndOff() throws Exception {
    JsonObject started = ask("POST", "s1", 201);
    assertThat(started.getInt("maxBytes")).isEqualTo(3 << 20);
    Path file = Path.of(started.getString("file"));
    assertThat(file).exists();
    JsonObject ended = ask("DELETE", "s1", 200);
    assertThat(ended.getString("file")).isEqualTo(file.toString());
    assertThat(ended.getInt("packets")).isZero();
    Files.delete(file);
    assertThat(ask("DELETE", "s1", 404).getString("message")).contains("No capture");
  }

  @Test
  void aSessionThatIsNotThereHasNone() throws Exception {
    assertThat(ask("POST", "other", 404).getString("error")).isEqualTo("unknown-session");
    assertThat(ask("DELETE", "other", 404).getString("error")).isEqualTo("unknown-session");
  }
}
