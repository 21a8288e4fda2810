/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.castbridge.media.film.Codec;
import org.junit.jupiter.api.Test;

class PictureAssemblerTest {
  /** x264, 160x90 at 25 pictures a second, High 1.1. */
  private static final String SPS = "6764000bacd94142bfcb8088000003000800000301907142996000";

  private static final String PPS = "68ebe3cb22c0";
  private final CollectingSink sink = new CollectingSink();

  private static byte[] stream(String... nals) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String nal : nals) {
      out.writeBytes(new byte[] {0, 0, 1});
      out.writeBytes(HexFormat.of().parseHex(nal));
    }
    return out.toByteArray();
  }

  @Test
  void severalPicturesInOneRunFollowAtTheFrameRate() {
    PictureAssembler pictures = new PictureAssembler(Codec.H264, sink);
    byte[] b =
        stream(
            "09f0",
            SPS.substring(0, SPS.length() - 2),
            PPS,
            "6588aa",
            "09f0",
            "419aaa",
            "4101bb",
            "09f0",
            "419acc");
    pictures.handle(b, 0, b.length, 1_000_000);
    assertThat(sink.pictures).hasSize(3);
    long step = Math.round(1e6 / sink.formats.get(0).frameRate());
    assertThat(sink.pictures.get(2).ptsUs()).isEqualTo(1_000_000 + 2 * step);
    assertThat(sink.pictures.get(0).sync()).isTrue();
    // two slices in one picture, delimiters gone
    assertThat(sink.pictures.get(1).data()).hasSize(2 * 7);
  }

  @Test
  void startCodesOfThreeAndFourBytesAndTrailingZeros() {
    byte[] b = {9, 0, 0, 0, 1, 65, (byte) 0x80, 0, 0, 0, 0, 1, 66, 1, 0, 0};
    List<String> nals = new ArrayList<>();
    AnnexB.split(b, 0, b.length, (a, from, to) -> nals.add(HexFormat.of().formatHex(a, from, to)));
    assertThat(nals).containsExactly("4180", "4201");
  }

  @Test
  void withoutParameterSetsNothingIsShown() {
    PictureAssembler pictures = new PictureAssembler(Codec.H264, sink);
    byte[] b = stream("6588aa");
    pictures.handle(b, 0, b.length, 0);
    assertThat(sink.pictures).isEmpty();
    assertThat(pictures.incomplete()).isEqualTo(1);
  }

  @Test
  void noBytesMakeItThrowOrGrow() {
    byte[] b = stream("09f0", SPS.substring(0, SPS.length() - 2), PPS, "6588aa", "09f0", "419aaa");
    byte[] h265 =
        stream(
            "40010c01ffff01600000030090000003000003001e95940900",
            "4201010160000003009000000300000300" + "01ea014105fcb2a5e5d2a4c92ae2820bc000",
            "4401c172b46240",
            "2601aa",
            "0201aa");
    for (Codec codec : List.of(Codec.H264, Codec.H265)) {
      PictureAssembler pictures = new PictureAssembler(codec, sink);
      Fuzz.run(
          7,
          new byte[][] {codec == Codec.H264 ? b : h265},
          (input, length, random) -> {
            pictures.handle(input, 0, length, 40_000);
            sink.clear();
          });
    }
  }
}
