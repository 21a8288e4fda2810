/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.charset.StandardCharsets;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.Language;

/**
 * A track's language as a BCP 47 tag: the extended language box (elng, ISO/IEC 14496-12 section
 * 8.4.6) if there is one, else the three letters of mdhd (section 8.4.2).
 */
final class TrackLanguage {
  private static final int MAX_TAG = 64;
  private static final int UNDETERMINED = 0x55c4;

  private TrackLanguage() {}

  /** Null if neither says. */
  static String read(Box mdia, Box mdhd) throws ContentException {
    Box elng = mdia.children().find("elng");
    if (elng != null) {
      BoxFields fields = elng.fullFields();
      byte[] text = fields.bytes((int) Math.min(MAX_TAG, fields.remaining()));
      String tag = new String(text, StandardCharsets.ISO_8859_1).split("\0", 2)[0];
      if (Language.isTag(tag)) {
        return tag;
      }
    }
    BoxFields fields = mdhd.fullFields();
    fields.skip(fields.version() == 1 ? 28 : 16);
    return fields.remaining() < 2 ? null : Language.ofCode(unpack(fields.u16()));
  }

  private static String unpack(int packed) {
    StringBuilder letters = new StringBuilder();
    for (int shift = 10; shift >= 0; shift -= 5) {
      letters.append((char) (0x60 + (packed >> shift & 31)));
    }
    return letters.toString();
  }

  /** The packed three letters for a BCP 47 tag. */
  static int pack(String tag) {
    String code = Language.code(tag);
    return tag == null
        ? UNDETERMINED
        : code.charAt(0) - 0x60 << 10 | code.charAt(1) - 0x60 << 5 | code.charAt(2) - 0x60;
  }
}
