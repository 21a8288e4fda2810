/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.charset.StandardCharsets;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;

/** Walks over the boxes of a range, one after the other. */
final class Boxes {
  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;

  private final MappedFile file;
  private final String parent;
  private final long end;
  private long next;

  Boxes(MappedFile file, String parent, long start, long end) {
    this.file = file;
    this.parent = parent;
    this.next = start;
    this.end = end;
  }

  static Boxes of(MappedFile file) {
    return new Boxes(file, "", 0, file.length());
  }

  /** The next box, or null at the end. */
  Box next() throws ContentException {
    if (end - next < HEADER) {
      // four zero bytes may end a box list in files of QuickTime descent; anything shorter than a
      // header is padding, too
      return null;
    }
    byte[] header = new byte[LARGE_HEADER];
    file.read(next, header, 0, HEADER);
    String type = new String(header, 4, 4, StandardCharsets.ISO_8859_1);
    String path = (parent.isEmpty() ? "" : parent + "/") + printable(type);
    long size = Bytes.u32(header, 0);
    long body = next + HEADER;
    if (size == 1) {
      if (end - next < LARGE_HEADER) {
        throw new ContentException(path, next, "the box is cut off in its header");
      }
      file.read(next, header, 0, LARGE_HEADER);
      size = Bytes.u64(header, 8);
      body = next + LARGE_HEADER;
    } else if (size == 0) {
      size = end - next; // to the end of the file (section 4.2.2)
    }
    if (size < body - next || size > end - next) {
      throw new ContentException(
          path,
          next,
          "the box claims " + size + " bytes, " + (end - next) + " are there: truncated?");
    }
    Box box = new Box(file, type, path, next, body, next + size);
    next += size;
    return box;
  }

  /** The first box of the type from here on, or null. */
  Box find(String type) throws ContentException {
    for (Box box = next(); box != null; box = next()) {
      if (box.type().equals(type)) {
        return box;
      }
    }
    return null;
  }

  static String printable(String type) {
    StringBuilder text = new StringBuilder(4);
    for (char c : type.toCharArray()) {
      text.append(c > ' ' && c < 127 ? c : '?');
    }
    return text.toString();
  }
}
