/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import org.castbridge.content.ContentException;
import org.castbridge.content.container.EditList;

/** Reads an edit list (elst, ISO/IEC 14496-12 section 8.6.6). */
final class EditListReader {
  private EditListReader() {}

  static EditList read(Box elst, long movieTimescale) throws ContentException {
    BoxFields fields = elst.fullFields();
    boolean wide = fields.version() == 1;
    int entries = fields.entryCount(wide ? 20 : 12);
    long delay = 0;
    for (int i = 0; i < entries; i++) {
      long duration = fields.byVersion();
      long mediaTime = wide ? fields.s64() : fields.s32();
      long rate = fields.u32();
      if (duration > SampleTableReader.MAX_TIME || mediaTime > SampleTableReader.MAX_TIME) {
        throw elst.error("edit " + i + " is out of range");
      }
      if (mediaTime == -1 && i == 0) {
        delay =
            duration / movieTimescale * 1_000_000
                + duration % movieTimescale * 1_000_000 / movieTimescale;
      } else if (mediaTime < 0 || rate != 0x10000 || i + 1 < entries) {
        return new EditList(0, 0, false);
      } else {
        return new EditList(delay, mediaTime, true);
      }
    }
    return new EditList(delay, 0, true);
  }
}
