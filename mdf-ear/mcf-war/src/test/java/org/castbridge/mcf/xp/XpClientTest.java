/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.xp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.castbridge.mcf.FakeMdf;
import org.castbridge.mcf.xp.XpException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XpClientTest {
  private final XpClient client =
      new XpClient(HttpClient.newHttpClient(), Duration.ofSeconds(5), Duration.ofSeconds(5));
  private FakeMdf mdf;
  private URI session;

  @BeforeEach
  void start() throws IOException {
    mdf = new FakeMdf();
    session = XpClient.session(mdf.base(), "x1");
  }

  @AfterEach
  void stop() {
    mdf.close();
  }

  @Test
  void readsStatusAndAssets() {
    assertThat(client.status(mdf.base()).join()).isEqualTo(new XpStatus("m", "north", 0.1, true));
    assertThat(client.asset(mdf.base(), "harbour").join())
        .isEqualTo(new XpAsset("harbour", 40_000, "H264", "opus"));
  }

  @Test
  void anUnknownFilmIsAnUnknownResource() {
    assertThat(kind(client.asset(mdf.base(), "no such"))).isEqualTo(Kind.UNKNOWN_RESOURCE);
    assertThat(mdf.asked()).containsExactly("GET /mdf/xp/assets/no%20such");
    mdf.reply("GET /mdf/xp/assets/bare", 404, "<html>not found</html>");
    assertThat(kind(client.asset(mdf.base(), "bare"))).isEqualTo(Kind.UNKNOWN_RESOURCE);
  }

  @Test
  void controlsASession() {
    assertThat(client.play(session, 12.5, 1).join().position()).isEqualTo(12.48);
    assertThat(mdf.body("POST /mdf/xp/sessions/x1/play"))
        .isEqualTo("{\"position\":12.5,\"scale\":1.0}");
    client.play(session, null, 1).join();
    assertThat(mdf.body("POST /mdf/xp/sessions/x1/play")).contains("\"position\":null");
    assertThat(client.pause(session).join().scales()).isEqualTo(List.of(1.0));
    assertThat(client.state(session).join().duration()).isEqualTo(40.0);
    client.delete(session).join();
    assertThat(mdf.asked()).endsWith("GET /mdf/xp/sessions/x1", "DELETE /mdf/xp/sessions/x1");
  }

  @Test
  void deletingWhatIsGoneIsDone() {
    client.delete(XpClient.session(mdf.base(), "gone")).join();
    mdf.reply("DELETE /mdf/xp/sessions/x1", 404, "");
    client.delete(session).join();
    mdf.reply("DELETE /mdf/xp/sessions/x1", 500, "");
    assertThat(kind(client.delete(session))).isEqualTo(Kind.BAD_REPLY);
  }

  @ParameterizedTest
  @CsvSource({
    "404, '', UNKNOWN_SESSION",
    "409, '', WRONG_STATE",
    "416, '', BAD_RANGE",
    "422, '', UNSUPPORTED_SCALE",
    "422, '{\"error\":\"no-common-codec\"}', NO_COMMON_CODEC",
    "400, '{\"error\":\"bad-offer\",\"line\":\"m=x\"}', BAD_OFFER",
    "400, '{\"error\":\"bad-request\"}', BAD_REPLY",
    "503, '{\"error\":\"busy\"}', BUSY",
    "503, '', BUSY",
    "500, '[]', BAD_REPLY",
    "200, '{}', BAD_REPLY",
    "200, 'x', BAD_REPLY"
  })
  void namesRefusals(int status, String body, Kind kind) {
    mdf.reply("POST /mdf/xp/sessions/x1/play", status, body);
    assertThat(kind(client.play(session, null, 1))).isEqualTo(kind);
  }

  @Test
  void whatCannotBeReachedIsUnreachable() {
    mdf.close();
    assertThat(kind(client.status(mdf.base()))).isEqualTo(Kind.UNREACHABLE);
  }

  private static Kind kind(CompletableFuture<?> asked) {
    try {
      asked.join();
      return null;
    } catch (CompletionException e) {
      return XpException.of(e).kind();
    }
  }
}
