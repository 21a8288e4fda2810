/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.util.Map;
import org.castbridge.content.ContentException;

/**
 * Defaults of a track's fragments: trex (ISO/IEC 14496-12 section 8.8.3), which a tfhd may
 * override.
 *
 * @param flags sample flags
 */
record FragmentDefaults(long duration, long size, int flags) {
  static final FragmentDefaults NONE = new FragmentDefaults(0, 0, 0);

  static void readAll(Box mvex, Map<Long, FragmentDefaults> into) throws ContentException {
    Boxes children = mvex.children();
    for (Box box = children.next(); box != null; box = children.next()) {
      if (box.type().equals("trex")) {
        BoxFields fields = box.fullFields();
        long track = fields.u32();
        fields.skip(4);
        into.put(track, new FragmentDefaults(fields.u32(), fields.u32(), fields.s32()));
      }
    }
  }
}
