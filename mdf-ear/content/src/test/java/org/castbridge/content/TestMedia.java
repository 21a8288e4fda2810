/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small media files of src/test/resources/media, and the sample clips. */
public final class TestMedia {
  public static final Path SAMPLES = Path.of("samples");
  private static final Path MEDIA = Path.of("src/test/resources/media");

  private TestMedia() {}

  public static Path file(String name) {
    return MEDIA.resolve(name);
  }

  public static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }
}
