/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentStore;
import org.castbridge.content.TestMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestMainTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void bringsAFilmInAndSaysSo() throws Exception {
    int code =
        run(
            true,
            "--store",
            dir.toString(),
            "--id",
            "film",
            "--title",
            "Ein Film",
            "--synopsis",
            "Es",
            "--package",
            "premium",
            "--age",
            "12",
            "--public",
            TestMedia.file("good.mp4").toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "\r", "100 %", "film is in the store: \"Ein Film\", 6.0 s, H264 128x72 with opus");
    Asset asset = new ContentStore(dir).find("film").orElseThrow();
    assertThat(asset.servicePackage()).isEqualTo("premium");
    assertThat(asset.ageLevel()).isEqualTo(12);
    assertThat(asset.isPublic()).isTrue();
    assertThat(asset.synopsis()).isEqualTo("Es");
  }

  @Test
  void refusesWithTwoAndTheCommand() throws Exception {
    int code =
        run(
            false,
            "--no-prepare",
            "--store",
            dir.toString(),
            TestMedia.file("bframes.mp4").toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("bframes.mp4 is refused; the store is unchanged.", "B-frames", "ffmpeg -i ");
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\r");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void makesIdAndTitleFromTheName() throws Exception {
    IngestArguments arguments =
        IngestArguments.parse(
            List.of("/films/My Summer (2025).mp4"), Map.of("CASTBRIDGE_CONTENT_DIR", "/store"));
    assertThat(arguments.request().id()).isEqualTo("my-summer-2025");
    assertThat(arguments.request().title()).isEqualTo("My Summer (2025)");
    assertThat(arguments.store()).isEqualTo(Path.of("/store"));
  }

  @Test
  void explainsWrongArguments() throws Exception {
    assertThat(run(false)).isEqualTo(64);
    assertThat(run(false, "--what", "x")).isEqualTo(64);
    assertThat(run(false, "--age", "old", "x")).isEqualTo(64);
    assertThat(run(false, "--title")).isEqualTo(64);
    assertThat(run(false, "a.mp4")).isEqualTo(64);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "which file?",
            "no option --what",
            "--age needs",
            "--title needs",
            "--store DIR is needed");
  }

  private int run(boolean terminal, String... args) throws InterruptedException {
    return IngestMain.run(
        List.of(args),
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal);
  }
}
