/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.subscriber;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The file behind the directory; read again when it changes. For use by one thread. */
public final class SubscriberFile {
  private final Path path;
  private final SubscribersParser parser;
  private FileTime seenTime;
  private long seenSize = -1;

  public SubscriberFile(Path path, SubscribersParser parser) {
    this.path = path;
    this.parser = parser;
  }

  public Path path() {
    return path;
  }

  /**
   * Whether the file is another one than when it was last read; also true once it is gone or back.
   */
  public boolean changed() {
    try {
      return !Files.getLastModifiedTime(path).equals(seenTime) || Files.size(path) != seenSize;
    } catch (IOException e) {
      return seenSize >= 0;
    }
  }

  /**
   * @throws SubscribersException if the file is missing, unreadable or wrong; the state it was
   *     found in counts as seen, so that one fault is reported once
   */
  public SubscriberDirectory read() throws SubscribersException {
    seenTime = null;
    seenSize = -1;
    try {
      seenTime = Files.getLastModifiedTime(path);
      seenSize = Files.size(path);
      try (InputStream in = Files.newInputStream(path)) {
        return parser.parse(in);
      }
    } catch (NoSuchFileException e) {
      throw new SubscribersException("there is no such file", e);
    } catch (IOException e) {
      throw new SubscribersException("it cannot be read: " + e.getMessage(), e);
    }
  }
}
