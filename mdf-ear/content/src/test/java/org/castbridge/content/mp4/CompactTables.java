/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.ByteBuffer;
import org.castbridge.content.ContentException;

/**
 * Rewrites a file whose moov is behind its mdat, so that stsz becomes stz2 and stco becomes co64.
 */
final class CompactTables {
  private CompactTables() {}

  static byte[] rewrite(byte[] file) throws ContentException {
    BoxWriter out = new BoxWriter();
    Boxes top = Boxes.of(MappedFile.of(file));
    for (Box box = top.next(); box != null; box = top.next()) {
      copy(box, out);
    }
    return out.toByteArray();
  }

  private static void copy(Box box, BoxWriter out) throws ContentException {
    switch (box.type()) {
      case "moov", "trak", "mdia", "minf", "stbl" -> {
        BoxWriter inner = new BoxWriter();
        Boxes children = box.children();
        for (Box child = children.next(); child != null; child = children.next()) {
          copy(child, inner);
        }
        out.box(box.type(), it -> it.bytes(inner.toByteArray()));
      }
      case "stsz" -> compactSizes(box, out);
      case "stco" -> largeOffsets(box, out);
      default -> {
        byte[] body = box.fields().bytes((int) (box.end() - box.body()));
        out.box(box.type(), it -> it.bytes(body));
      }
    }
  }

  private static void compactSizes(Box stsz, BoxWriter out) throws ContentException {
    BoxFields fields = stsz.fullFields();
    fields.skip(4);
    int count = fields.entryCount(4);
    ByteBuffer sizes = ByteBuffer.allocate(count * 2);
    for (int i = 0; i < count; i++) {
      sizes.putShort((short) fields.u32());
    }
    out.fullBox("stz2", 0, it -> it.u32(16).u32(count).bytes(sizes.array()));
  }

  private static void largeOffsets(Box stco, BoxWriter out) throws ContentException {
    BoxFields fields = stco.fullFields();
    int count = fields.entryCount(4);
    ByteBuffer offsets = ByteBuffer.allocate(count * 8);
    for (int i = 0; i < count; i++) {
      offsets.putLong(fields.u32());
    }
    out.fullBox("co64", 0, it -> it.u32(count).bytes(offsets.array()));
  }
}
