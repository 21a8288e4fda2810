/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;

/**
 * One box of an MP4 file (ISO/IEC 14496-12 section 4.2): where it is, not what it holds.
 *
 * @param path types from the file's top, such as {@code moov/trak/tkhd}
 * @param start offset of the size field
 * @param body offset of the first byte behind the header
 * @param end offset behind the last byte; never behind the parent's end
 */
record Box(MappedFile file, String type, String path, long start, long body, long end) {

  BoxFields fields() {
    return new BoxFields(this, body);
  }

  /** Fields of a FullBox (section 4.2.2), behind version and flags, which can be asked for. */
  BoxFields fullFields() throws ContentException {
    BoxFields fields = new BoxFields(this, body);
    fields.readVersionAndFlags();
    return fields;
  }

  Boxes children() {
    return new Boxes(file, path, body, end);
  }

  ContentException error(long offset, String message) {
    return new ContentException(path, offset, message);
  }

  ContentException error(String message) {
    return error(start, message);
  }
}
