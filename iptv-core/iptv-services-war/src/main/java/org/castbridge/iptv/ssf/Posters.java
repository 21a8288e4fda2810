/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.castbridge.iptv.data.Film;

/**
 * Reads posters from the asset store. Which file is a poster, the catalogue says; a client never
 * does.
 */
final class Posters {
  /** Larger files are no posters. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Path store;

  Posters(Path store) {
    this.store = store;
  }

  /**
   * The poster of a film.
   *
   * @return empty if there is none
   * @throws IOException if there is one and it cannot be read
   */
  Optional<byte[]> read(Film film) throws IOException {
    if (film.posterFile() == null) {
      return Optional.empty();
    }
    Path file = store.resolve(film.id()).resolve(film.posterFile());
    try {
      boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      return plain && Files.size(file) <= MAX_BYTES
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
