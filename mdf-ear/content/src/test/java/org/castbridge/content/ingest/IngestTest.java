/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentStore;
import org.castbridge.content.TestMedia;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.ingest.IngestRequest.Profile;
import org.castbridge.content.ingest.IngestRequest.Sound;
import org.castbridge.media.film.FilmSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestTest {
  @TempDir Path store;

  private static IngestRequest request(
      String file, List<String> renditions, List<Sound> sounds, boolean prepare, Profile profile) {
    return new IngestRequest(
        TestMedia.file(file),
        renditions.stream().map(TestMedia::file).toList(),
        sounds,
        null,
        "film",
        "Film",
        "",
        "basic",
        0,
        true,
        null,
        prepare,
        profile,
        false);
  }

  private Asset ingest(IngestRequest request) throws Exception {
    Asset asset = new Ingest(store).run(request, (stage, share) -> {});
    ContentStore contents = new ContentStore(store);
    assertThat(contents.find("film")).contains(asset);
    try (FilmSource film = contents.open(asset)) {
      assertThat(film.info().videos()).hasSameSizeAs(asset.renditions());
      assertThat(film.info().audios()).hasSameSizeAs(asset.audios());
    }
    return asset;
  }

  @ParameterizedTest
  @CsvSource({
    "good.mp4, H264, media.mp4",
    "good.mkv, H264, media.webm",
    "vp8.webm, VP8, media.webm",
    "vp9-superframes.webm, VP9, media.webm",
    "av1.mp4, AV1, media.mp4",
    "h265.mp4, H265, media.mp4"
  })
  void whatFitsIsTakenUntouched(String file, String codec, String name) throws Exception {
    Asset asset = ingest(request(file, List.of(), List.of(), false, Profile.AS_NEEDED));
    assertThat(asset.video().codec()).isEqualTo(codec);
    assertThat(asset.file()).isEqualTo(name);
    assertThat(asset.video().bitrate()).isPositive();
    assertThat(asset.video().maxNal() > 0).isEqualTo(codec.startsWith("H26"));
    assertThat(store.resolve("film").resolve(name)).hasSameBinaryContentAs(TestMedia.file(file));
  }

  @ParameterizedTest
  @CsvSource({
    "bframes.mp4, REORDERED",
    "sparse.mp4, KEY_FRAMES",
    "ten-bit.mp4, PICTURE_PROFILE",
    "vp9.mp4, PICTURE_PROFILE",
    "aac.mp4, SOUND_CODEC",
    "sound-only.mp4, NO_PICTURE",
    "vp8.ivf, CONTAINER"
  })
  void whatDoesNotFitIsRefusedAndTheStoreIsAsItWas(String file, Reason reason) throws Exception {
    IngestRefusal refusal =
        catchThrowableOfType(
            IngestRefusal.class,
            () -> ingest(request(file, List.of(), List.of(), false, Profile.AS_NEEDED)));
    assertThat(refusal.problems()).extracting(IngestRefusal.Problem::reason).contains(reason);
    assertThat(refusal.isPreparable()).isEqualTo(reason != Reason.NO_PICTURE);
    try (Stream<Path> left = Files.exists(store) ? Files.list(store) : Stream.empty()) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void renditionsWhoseKeyFramesDoNotFallTogetherAreRefused() throws Exception {
    // 3 s and 6 s long: the key frames from the third second on have no counterpart
    IngestRefusal refusal =
        catchThrowableOfType(
            IngestRefusal.class,
            () ->
                ingest(
                    request(
                        "good.mp4",
                        List.of("small-rendition.mp4"),
                        List.of(),
                        false,
                        Profile.AS_NEEDED)));
    assertThat(refusal.reason()).isEqualTo(Reason.ALIGNMENT);
    assertThat(refusal).hasMessageContaining("3.00 s");
    assertThat(new ContentStore(store).list().assets()).isEmpty();
  }

  @Test
  void theProblemOfARenditionNamesItsFile() {
    IngestRefusal refusal =
        catchThrowableOfType(
            IngestRefusal.class,
            () ->
                ingest(
                    request(
                        "good.mp4", List.of("bframes.mp4"), List.of(), false, Profile.AS_NEEDED)));
    assertThat(refusal).hasMessageContaining("bframes.mp4");
  }

  @ParameterizedTest
  @CsvSource({
    "bframes.mp4, AS_NEEDED, H264",
    "aac.mp4, AS_NEEDED, H264",
    "vp9.mp4, VP9, VP9",
    "good.mp4, AV1, AV1",
    "vp8.webm, H264, H264"
  })
  void ffmpegPreparesWhatDoesNotFit(String file, Profile profile, String codec) throws Exception {
    assumeThat(Ffmpeg.onPath()).isPresent();
    Asset asset = ingest(request(file, List.of(), List.of(), true, profile));
    assertThat(asset.video().codec()).isEqualTo(codec);
    assertThat(IngestCheck.check(store.resolve("film").resolve(asset.file()))).isEmpty();
    assertThat(asset.durationMs()).isBetween(5_800L, 6_200L);
    assertThat(asset.audio()).isNotNull();
  }

  @Test
  void soundInOtherLanguagesIsPreparedToo() throws Exception {
    assumeThat(Ffmpeg.onPath()).isPresent();
    Asset asset =
        ingest(
            request(
                "good.mp4",
                List.of(),
                List.of(new Sound(TestMedia.file("aac.mp4"), "pt-BR")),
                true,
                Profile.AS_NEEDED));
    assertThat(asset.audios()).hasSize(2);
    assertThat(asset.audios().get(1).language()).isEqualTo("pt-BR");
    assertThat(asset.audios().get(1).file()).isEqualTo("sound-2.mp4");
  }

  @Test
  void withoutFfmpegTheCommandIsNamed() throws IOException {
    IngestRefusal refusal =
        catchThrowableOfType(
            IngestRefusal.class,
            () ->
                new Ingest(store, Optional.empty())
                    .run(
                        request("aac.mp4", List.of(), List.of(), true, Profile.AS_NEEDED),
                        (stage, share) -> {}));
    assertThat(refusal.commandLine().orElseThrow()).startsWith("ffmpeg -i ").contains("libopus");
  }
}
