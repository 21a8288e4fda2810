/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.castbridge.content.ContentException;

/**
 * A whole file, mapped read-only in windows, addressed by 64-bit offsets. Safe for use by any
 * number of threads: there is no position. The mapping goes with the garbage collector; a file that
 * is replaced by rename, as the store does, stays readable until then.
 */
public final class MappedFile {
  private static final int WINDOW_BITS = 30;
  private static final int WINDOW = 1 << WINDOW_BITS;

  private final ByteBuffer[] windows;
  private final long length;

  private MappedFile(ByteBuffer[] windows, long length) {
    this.windows = windows;
    this.length = length;
  }

  public static MappedFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return part(channel, 0, channel.size());
    }
  }

  /** Bytes {@code from} to {@code to} of a file; offsets count from {@code from}. */
  public static MappedFile part(FileChannel channel, long from, long to) throws IOException {
    long length = to - from;
    ByteBuffer[] windows = new ByteBuffer[(int) ((length + WINDOW - 1) >>> WINDOW_BITS)];
    for (int i = 0; i < windows.length; i++) {
      long start = (long) i << WINDOW_BITS;
      windows[i] =
          channel.map(
              FileChannel.MapMode.READ_ONLY, from + start, Math.min(WINDOW, length - start));
    }
    return new MappedFile(windows, length);
  }

  /** Bytes already in memory, for tests and small inputs. */
  public static MappedFile of(byte[] bytes) {
    return new MappedFile(
        bytes.length == 0 ? new ByteBuffer[0] : new ByteBuffer[] {ByteBuffer.wrap(bytes)},
        bytes.length);
  }

  /**
   * Lets go of the memory at once, where the platform can; else the garbage collector does. Nobody
   * may read afterwards: whoever calls this knows that.
   */
  public void unmap() {
    for (ByteBuffer window : windows) {
      if (window.isDirect()) {
        Unmapper.unmap(window);
      }
    }
  }

  public long length() {
    return length;
  }

  /**
   * Copies {@code count} bytes.
   *
   * @throws ContentException if they are not all in the file, or the file shrank since it was
   *     opened
   */
  public void read(long offset, byte[] target, int start, int count) throws ContentException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new ContentException(
          "", offset, count + " bytes are wanted here, the file ends at " + length);
    }
    try {
      while (count > 0) {
        int at = (int) (offset & (WINDOW - 1));
        ByteBuffer window = windows[(int) (offset >>> WINDOW_BITS)];
        int here = Math.min(count, window.limit() - at);
        window.get(at, target, start, here);
        offset += here;
        start += here;
        count -= here;
      }
    } catch (InternalError e) {
      // how the JVM reports a mapped page that is gone because somebody truncated the file
      throw new ContentException("", offset, "the file was truncated while it was read");
    }
  }
}
