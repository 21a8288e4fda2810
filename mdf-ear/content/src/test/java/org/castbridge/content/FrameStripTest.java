/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStripTest {

  /** Pictures decoded from the sample clips, scaled, and pressed hard as JPEG. */
  @ParameterizedTest
  @CsvSource({
    "harbour-400-320x180.jpg, 400",
    "orbit-749-533x300.jpg, 749",
    "forest-255-1920x1080.jpg, 255"
  })
  void readsTheClips(String name, int frame) throws IOException {
    try (InputStream in = FrameStripTest.class.getResourceAsStream("/strip/" + name)) {
      assertThat(FrameStrip.read(ImageIO.read(in))).hasValue(frame);
    }
  }

  @Property(tries = 200)
  void readsEveryNumberAtEverySize(
      @ForAll @IntRange(max = 65535) int frame, @ForAll @IntRange(min = 80, max = 700) int width) {
    int height = width * 9 / 16;
    assertThat(FrameStrip.read(width, height, (x, y) -> cell(frame, x * 20 / width) ? 200 : 40))
        .hasValue(frame);
  }

  @Property(tries = 100)
  void refusesOneWrongCell(
      @ForAll @IntRange(max = 65535) int frame, @ForAll @IntRange(min = 2, max = 19) int wrong) {
    assertThat(
            FrameStrip.read(
                640, 360, (x, y) -> cell(frame, x / 32) != (x / 32 == wrong) ? 200 : 40))
        .isEmpty();
  }

  @Test
  void findsNoStripInAPlainPicture() {
    assertThat(FrameStrip.read(new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB))).isEmpty();
  }

  private static boolean cell(int frame, int index) {
    boolean odd = Integer.bitCount(frame) % 2 == 1;
    return switch (index) {
      case 0 -> true;
      case 1 -> false;
      case 18 -> odd;
      case 19 -> !odd;
      default -> (frame >> 17 - index & 1) == 1;
    };
  }
}
