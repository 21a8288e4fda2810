/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.castbridge.content.ContentException;
import org.castbridge.content.TestMedia;
import org.junit.jupiter.api.Test;

class Mp4ReaderTest {

  @Test
  void namesTheFormatsItDoesNotPlay() throws Exception {
    Mp4Movie vp9 = Mp4Reader.read(MappedFile.open(TestMedia.file("vp9.mp4")));
    assertThat(vp9.video().orElseThrow().entry().format()).isEqualTo("vp09");
    Mp4Movie aac = Mp4Reader.read(MappedFile.open(TestMedia.file("aac.mp4")));
    assertThat(aac.audio().orElseThrow().entry().format()).isEqualTo("mp4a");
  }

  @Test
  void readsTheDecoderConfigurations() throws Exception {
    Mp4Movie movie = Mp4Reader.read(MappedFile.open(TestMedia.file("good.mp4")));
    AvcConfig avc = movie.video().orElseThrow().entry().avc();
    assertThat(avc.profileLevelId()).startsWith("42c0");
    assertThat(avc.lengthSize()).isEqualTo(4);
    assertThat(avc.parameterSets()).hasSize(2);
    assertThat(avc.parameterSets().get(0)[0] & 31).isEqualTo(7);
    assertThat(avc.parameterSets().get(1)[0] & 31).isEqualTo(8);
    OpusConfig opus = movie.audio().orElseThrow().entry().opus();
    assertThat(opus).isEqualTo(new OpusConfig(1, 312, 0));
  }

  @Test
  void appliesTheEditList() throws Exception {
    Mp4Movie movie = Mp4Reader.read(MappedFile.open(TestMedia.file("bframes.mp4")));
    Mp4Track video = movie.video().orElseThrow();
    // the first picture is composed late to make room for B-frames; the edit list takes that back
    assertThat(video.samples().compositionTime(0)).isPositive();
    assertThat(video.presentationUs(0)).isZero();
    assertThat(video.endUs()).isBetween(5_900_000L, 6_100_000L);
  }

  @Test
  void saysWhatIsNotMp4() {
    assertThatThrownBy(() -> read("just some text, no film".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("not an MP4 file");
    assertThatThrownBy(() -> read(new byte[3])).hasMessageContaining("only 3 bytes");
    assertThatThrownBy(() -> read(TestMedia.bytes("vp8.webm")))
        .hasMessageContaining("not an MP4 file");
  }

  @Test
  void saysWhereAFileIsCutOff() throws Exception {
    byte[] good = TestMedia.bytes("good.mp4");
    assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 2000)))
        .isInstanceOfSatisfying(
            ContentException.class,
            e -> {
              assertThat(e.box()).isIn("mdat", "moov");
              assertThat(e.offset()).isPositive();
            })
        .hasMessageContaining("truncated");
  }

  @Test
  void namesTheSampleThatLiesOutside() throws Exception {
    byte[] film = Files.readAllBytes(TestMedia.SAMPLES.resolve("harbour/media.mp4"));
    int stco = indexOf(film, "stco");
    film[stco + 12] = 0x7f; // the first chunk's offset
    assertThatThrownBy(() -> read(film))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("box moov/trak/mdia/minf/stbl")
        .hasMessageContaining("sample 0")
        .hasMessageContaining("behind the end of the file");
  }

  @Test
  void refusesATableThatClaimsTooMuch() throws Exception {
    byte[] film = TestMedia.bytes("good.mp4");
    int stsz = indexOf(film, "stsz");
    film[stsz + 12] = 0x40; // sample_count
    assertThatThrownBy(() -> read(film))
        .isInstanceOfSatisfying(
            ContentException.class,
            e -> assertThat(e.box()).isEqualTo("moov/trak/mdia/minf/stbl/stsz"))
        .hasMessageContaining("claims");
  }

  @Test
  void readsCompactSizesAndLargeOffsets() throws Exception {
    byte[] plain = TestMedia.bytes("good.mp4");
    SampleTable expected = Mp4Reader.read(MappedFile.of(plain)).audio().orElseThrow().samples();
    SampleTable table =
        Mp4Reader.read(MappedFile.of(CompactTables.rewrite(plain))).audio().orElseThrow().samples();
    assertThat(table.count()).isEqualTo(expected.count());
    for (int i = 0; i < table.count(); i++) {
      assertThat(table.size(i)).isEqualTo(expected.size(i));
      assertThat(table.offset(i)).isEqualTo(expected.offset(i));
    }
  }

  private static Mp4Movie read(byte[] bytes) throws ContentException {
    return Mp4Reader.read(MappedFile.of(bytes));
  }

  private static int indexOf(byte[] bytes, String type) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
  }
}
