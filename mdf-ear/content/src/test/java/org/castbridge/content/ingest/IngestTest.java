/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentStore;
import org.castbridge.content.TestMedia;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  @TempDir Path dir;
  private Path store;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void folders() {
    store = dir.resolve("store");
  }

  @Test
  void bringsAGoodFileIn() throws Exception {
    Asset asset = ingest(Optional.empty(), request("good.mp4", "a-film", true, false));
    assertThat(new ContentStore(store).find("a-film")).contains(asset);
    assertThat(asset.durationMs()).isBetween(6000L, 6030L);
    assertThat(asset.video()).isEqualTo(new Asset.Video("H264", "42c00a", 128, 72, 25));
    assertThat(asset.audio()).isEqualTo(new Asset.Audio("opus", 1));
    assertThat(store.resolve("a-film/media.mp4"))
        .hasSameBinaryContentAs(TestMedia.file("good.mp4"));
    assertThat(ImageIO.read(store.resolve("a-film/poster.jpg").toFile()).getWidth()).isEqualTo(640);
    assertThat(names()).containsExactly("a-film");
    assertThat(progress).contains("CHECK 0.0", "CHECK 1.0", "COPY 1.0");
  }

  @Test
  void refusesWithTheCommandWhenFfmpegIsMissing() throws Exception {
    IngestRefusal refusal = refusal(Optional.empty(), request("bframes.mp4", "b", true, false));
    assertThat(refusal.problems())
        .extracting(IngestRefusal.Problem::reason)
        .containsExactly(Reason.REORDERED, Reason.PREPARATION);
    assertThat(refusal.commandLine().orElseThrow())
        .startsWith("ffmpeg -i src/test/resources/media/bframes.mp4 ")
        .contains("-c:v libx264", "-bf 0", "-c:a copy")
        .endsWith("bframes-prepared.mp4");
    assertThat(Files.exists(store.resolve("b"))).isFalse();
    assertThat(names()).isEmpty();
  }

  @Test
  void onlyChecksWhenToldTo() {
    IngestRefusal refusal = refusal(Ffmpeg.onPath(), request("aac.mp4", "aac", false, false));
    assertThat(refusal.reason()).isEqualTo(Reason.SOUND_CODEC);
    assertThat(refusal.command()).contains("libopus").containsSequence("-c:v", "copy");
    assertThat(store).doesNotExist();
  }

  @Test
  void theCommandIsSafeInAShell() {
    IngestRefusal refusal =
        new IngestRefusal(List.of(), List.of("ffmpeg", "-i", "it's $HOME.mp4", "plain-1.mp4"));
    assertThat(refusal.commandLine()).contains("ffmpeg -i 'it'\\''s $HOME.mp4' plain-1.mp4");
  }

  @Test
  void replacesOnlyWhenAsked() throws Exception {
    ingest(Optional.empty(), request("good.mp4", "film", true, false));
    IngestRefusal refusal = refusal(Optional.empty(), request("silent.mp4", "film", true, false));
    assertThat(refusal.reason()).isEqualTo(Reason.STORE);
    assertThat(new ContentStore(store).find("film").orElseThrow().audio()).isNotNull();
    ingest(Optional.empty(), request("silent.mp4", "film", true, true));
    assertThat(new ContentStore(store).find("film").orElseThrow().audio()).isNull();
    assertThat(names()).containsExactly("film");
  }

  @Test
  void refusesIdsThatAreNone() {
    assertThat(refusal(Optional.empty(), request("good.mp4", "../x", true, true)).reason())
        .isEqualTo(Reason.STORE);
  }

  @Test
  void sweepsWhatAKilledIngestLeft() throws Exception {
    Path left = Files.createDirectories(store.resolve(".ingest-old"));
    Files.writeString(left.resolve("media.mp4"), "half");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Files.createDirectories(store.resolve(".ingest-running"));
    ingest(Optional.empty(), request("good.mp4", "film", true, false));
    assertThat(names()).containsExactlyInAnyOrder("film", ".ingest-running");
  }

  /** A stand-in for the program: what matters here is how it is called, watched and believed. */
  @Test
  void runsFfmpegAndChecksWhatItMade() throws Exception {
    Ffmpeg good = fake("cp '" + TestMedia.file("good.mp4").toAbsolutePath() + "' \"$last\"");
    Asset asset = ingest(Optional.of(good), request("bframes.mp4", "film", true, false));
    assertThat(asset.id()).isEqualTo("film");
    assertThat(progress).contains("PREPARE 0.5", "PREPARE 1.0");

    Ffmpeg wrong = fake("cp '" + TestMedia.file("sparse.mp4").toAbsolutePath() + "' \"$last\"");
    assertThat(refusal(Optional.of(wrong), request("bframes.mp4", "x", true, false)).reason())
        .isEqualTo(Reason.KEY_FRAMES);

    Ffmpeg failing = fake("echo 'Unknown encoder libopus'; exit 1");
    IngestRefusal refusal = refusal(Optional.of(failing), request("aac.mp4", "y", true, false));
    assertThat(refusal).hasMessageContaining("Unknown encoder libopus");
    assertThat(names()).containsExactly("film");
  }

  @Test
  void whatFfmpegCannotReadIsNoFilm() throws Exception {
    Path text = Files.writeString(dir.resolve("notes.txt"), "these are no moving pictures");
    Ffmpeg fake = script("echo 'Invalid data found'; exit 1");
    IngestRequest request =
        new IngestRequest(text, "notes", "Notes", "", "basic", 0, false, null, true, false);
    assertThat(refusal(Optional.of(fake), request).reason()).isEqualTo(Reason.NOT_MEDIA);
    assertThat(names()).isEmpty();
  }

  @Test
  void preparesForRealWhereThereIsFfmpeg() throws Exception {
    Optional<Ffmpeg> ffmpeg = Ffmpeg.onPath();
    assumeTrue(ffmpeg.isPresent(), "ffmpeg is not installed");
    for (String name : List.of("bframes.mp4", "aac.mp4", "ten-bit.mp4", "vp8.webm")) {
      String id = name.replace('.', '-');
      Asset asset = ingest(ffmpeg, request(name, id, true, false));
      assertThat(asset.video().codec()).isEqualTo("H264");
      assertThat(asset.audio().codec()).isEqualTo("opus");
      assertThat(asset.durationMs()).isBetween(5900L, 6200L);
      assertThat(IngestCheck.check(store.resolve(id).resolve(asset.file()))).isEmpty();
    }
  }

  private Ffmpeg fake(String making) throws IOException {
    return script(
        "case \"$*\" in *-progress*) ;; *) echo '  Duration: 00:00:06.00, start'; exit 1;; esac\n"
            + "for last; do :; done\necho out_time_us=3000000\n"
            + making
            + "\necho out_time_us=6000000");
  }

  private Ffmpeg script(String lines) throws IOException {
    Path program = Files.createTempFile(dir, "ffmpeg", "");
    Files.writeString(program, "#!/bin/sh\n" + lines + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new Ffmpeg(program);
  }

  private Asset ingest(Optional<Ffmpeg> ffmpeg, IngestRequest request) throws Exception {
    return new Ingest(store, ffmpeg)
        .run(request, (stage, share) -> progress.add(stage + " " + share));
  }

  private IngestRefusal refusal(Optional<Ffmpeg> ffmpeg, IngestRequest request) {
    IngestRefusal refusal =
        catchThrowableOfType(IngestRefusal.class, () -> ingest(ffmpeg, request));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private List<String> names() throws IOException {
    if (!Files.exists(store)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(store)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static IngestRequest request(String file, String id, boolean prepare, boolean replace) {
    return new IngestRequest(
        TestMedia.file(file), id, "A Film", "", "basic", 0, false, null, prepare, replace);
  }
}
