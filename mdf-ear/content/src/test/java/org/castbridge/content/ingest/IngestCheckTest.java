/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.castbridge.content.TestMedia;
import org.castbridge.content.ingest.IngestRefusal.Problem;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.ingest.IngestRefusal.Remedy;
import org.castbridge.content.mp4.MappedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"good.mp4", "fragmented.mp4", "fragmented-offsets.mp4", "silent.mp4"})
  void takesWhatBrowsersPlay(String name) throws Exception {
    assertThat(IngestCheck.check(TestMedia.file(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bframes.mp4, REORDERED, ENCODE_PICTURE, B-frames",
    "aac.mp4, SOUND_CODEC, ENCODE_SOUND, AAC",
    "sparse.mp4, KEY_FRAMES, ENCODE_PICTURE, 5.0 s without a key frame",
    "ten-bit.mp4, PICTURE_PROFILE, ENCODE_PICTURE, profile 122",
    "vp9.mp4, PICTURE_CODEC, ENCODE_PICTURE, VP9",
    "vp8.webm, CONTAINER, ENCODE_BOTH, not MP4",
    "sound-only.mp4, NO_PICTURE, NONE, no picture"
  })
  void refusesTheRestWithTheReason(String name, Reason reason, Remedy remedy, String words)
      throws Exception {
    List<Problem> problems = IngestCheck.check(TestMedia.file(name));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).reason()).isEqualTo(reason);
    assertThat(problems.get(0).remedy()).isEqualTo(remedy);
    assertThat(problems.get(0).message()).contains(words);
  }

  @Test
  void noticesAMarkedKeyFrameThatIsNone() throws Exception {
    byte[] film = TestMedia.bytes("good.mp4");
    int stss = new String(film, StandardCharsets.ISO_8859_1).indexOf("stss");
    film[stss + 15] = 3; // the second entry: picture 26 becomes picture 3
    assertThat(IngestCheck.check(MappedFile.of(film)))
        .extracting(Problem::message)
        .containsExactly("picture 2 is marked as a key frame and is none");
  }

  @Test
  void noticesBrokenPictures() throws Exception {
    byte[] film = TestMedia.bytes("silent.mp4");
    int mdat = new String(film, StandardCharsets.ISO_8859_1).indexOf("mdat");
    Arrays.fill(film, mdat + 4, mdat + 8, (byte) 0x7f);
    List<Problem> problems = IngestCheck.check(MappedFile.of(film));
    assertThat(problems).extracting(Problem::reason).containsExactly(Reason.DAMAGED);
    assertThat(problems.get(0).message()).contains("NAL unit");
  }

  @Test
  void noticesAFileThatIsCutOff() throws Exception {
    byte[] film = TestMedia.bytes("good.mp4");
    List<Problem> problems = IngestCheck.check(MappedFile.of(Arrays.copyOf(film, 9000)));
    assertThat(problems).extracting(Problem::reason).containsExactly(Reason.DAMAGED);
    assertThat(problems.get(0).remedy()).isEqualTo(Remedy.NONE);
  }
}
