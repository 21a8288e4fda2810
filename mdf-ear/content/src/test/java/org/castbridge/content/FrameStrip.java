/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.awt.image.BufferedImage;
import java.util.OptionalInt;

/**
 * Reads the frame number that every picture of the sample clips carries in its top eighteenth: 20
 * equal cells over the whole width, white or black. Cell 0 is white and cell 1 black (the threshold
 * is half way between them), cells 2 to 17 are the number, most significant bit first, cell 18 is
 * white if the number of ones is odd, cell 19 is its opposite. The middle half of each cell is
 * averaged, so neither scaling nor lossy coding matters. The same in any language: it needs nothing
 * but the luma of pixels.
 */
public final class FrameStrip {
  private static final int CELLS = 20;
  private static final int STRIP_SHARE = 18;
  private static final int MIN_CONTRAST = 64;

  private FrameStrip() {}

  /** Luma of a picture's pixels, 0 to 255. */
  public interface Luma {
    int at(int x, int y);
  }

  /** The frame number; empty if there is no readable strip. */
  public static OptionalInt read(int width, int height, Luma luma) {
    double[] cells = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      cells[i] = average(width, height, luma, i);
    }
    if (cells[0] - cells[1] < MIN_CONTRAST) {
      return OptionalInt.empty();
    }
    double threshold = (cells[0] + cells[1]) / 2;
    int number = 0;
    for (int i = 2; i < 18; i++) {
      number = number << 1 | (cells[i] > threshold ? 1 : 0);
    }
    boolean odd = cells[18] > threshold;
    boolean even = cells[19] > threshold;
    boolean fits = odd != even && odd == (Integer.bitCount(number) % 2 == 1);
    return fits ? OptionalInt.of(number) : OptionalInt.empty();
  }

  public static OptionalInt read(BufferedImage image) {
    return read(
        image.getWidth(),
        image.getHeight(),
        (x, y) -> {
          int rgb = image.getRGB(x, y);
          return ((rgb >> 16 & 255) * 299 + (rgb >> 8 & 255) * 587 + (rgb & 255) * 114) / 1000;
        });
  }

  private static double average(int width, int height, Luma luma, int cell) {
    double cellWidth = (double) width / CELLS;
    double stripHeight = (double) height / STRIP_SHARE;
    int fromX = (int) Math.ceil((cell + 0.25) * cellWidth);
    int toX = Math.max(fromX + 1, (int) ((cell + 0.75) * cellWidth));
    int fromY = (int) Math.ceil(0.25 * stripHeight);
    int toY = Math.max(fromY + 1, (int) (0.75 * stripHeight));
    long sum = 0;
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        sum += luma.at(x, y);
      }
    }
    return (double) sum / ((toX - fromX) * (toY - fromY));
  }
}
