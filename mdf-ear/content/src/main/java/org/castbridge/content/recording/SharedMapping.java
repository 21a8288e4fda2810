/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.concurrent.atomic.AtomicInteger;
import org.castbridge.content.container.MappedFile;

/**
 * A part of a segment file, mapped, and how many use it. When the last one lets go it is unmapped
 * at once: the blocks of a file deleted from a ring must not wait for the garbage collector.
 */
final class SharedMapping {
  private final MappedFile file;
  private final long base;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * @param base offset in the file of the first byte mapped
   */
  SharedMapping(MappedFile file, long base) {
    this.file = file;
    this.base = base;
  }

  /** Takes part in it; false if it is gone already. To be followed by one {@link #release()}. */
  boolean acquire() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      file.unmap();
    }
  }

  MappedFile file() {
    return file;
  }

  long base() {
    return base;
  }
}
