/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A poster where no picture of the film can be had: a play of two colours, told by the id. */
public final class PlainPoster {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private PlainPoster() {}

  public static void write(String id, Path target) throws IOException {
    float hue = (id.hashCode() & 0xffff) / 65536f;
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Color top = Color.getHSBColor(hue, 0.55f, 0.75f);
    Color bottom = Color.getHSBColor(hue + 0.12f, 0.75f, 0.25f);
    graphics.setPaint(new GradientPaint(0, 0, top, WIDTH, HEIGHT, bottom));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    if (!ImageIO.write(image, "jpg", target.toFile())) {
      throw new IOException("this Java writes no JPEG");
    }
  }
}
