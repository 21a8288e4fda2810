/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.charset.StandardCharsets;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.SampleTable;

/** Reads a box field by field and never leaves it. */
final class BoxFields {
  private static final int MAX_ENTRIES = SampleTable.MAX_SAMPLES;

  private final Box box;
  private final byte[] buffer = new byte[8];
  private long at;
  private int version;
  private int flags;

  BoxFields(Box box, long at) {
    this.box = box;
    this.at = at;
  }

  void readVersionAndFlags() throws ContentException {
    long word = u32();
    version = (int) (word >>> 24);
    flags = (int) (word & 0xffffff);
  }

  int version() {
    return version;
  }

  int flags() {
    return flags;
  }

  boolean flag(int mask) {
    return (flags & mask) != 0;
  }

  long position() {
    return at;
  }

  long remaining() {
    return box.end() - at;
  }

  void skip(long count) throws ContentException {
    need(count);
    at += count;
  }

  int u8() throws ContentException {
    fill(1);
    return buffer[0] & 0xff;
  }

  int u16() throws ContentException {
    fill(2);
    return Bytes.u16(buffer, 0);
  }

  long u32() throws ContentException {
    fill(4);
    return Bytes.u32(buffer, 0);
  }

  int s32() throws ContentException {
    return (int) u32();
  }

  long u64() throws ContentException {
    fill(8);
    long value = Bytes.u64(buffer, 0);
    if (value < 0) {
      throw box.error(at - 8, "the value " + Long.toUnsignedString(value) + " is out of range");
    }
    return value;
  }

  long s64() throws ContentException {
    fill(8);
    return Bytes.u64(buffer, 0);
  }

  /** 32 or 64 bits by the box's version, as times and durations have it. */
  long byVersion() throws ContentException {
    return version == 1 ? u64() : u32();
  }

  String fourCc() throws ContentException {
    fill(4);
    return new String(buffer, 0, 4, StandardCharsets.ISO_8859_1);
  }

  byte[] bytes(int count) throws ContentException {
    need(count);
    byte[] bytes = new byte[count];
    box.file().read(at, bytes, 0, count);
    at += count;
    return bytes;
  }

  /** The number of table entries that follow; refused if the box cannot hold them. */
  int entryCount(int entrySize) throws ContentException {
    long count = u32();
    if (count > MAX_ENTRIES || count * entrySize > remaining()) {
      throw box.error(
          at - 4,
          "the table claims "
              + count
              + " entries, there is room for "
              + Math.min(MAX_ENTRIES, remaining() / entrySize));
    }
    return (int) count;
  }

  private void fill(int count) throws ContentException {
    need(count);
    box.file().read(at, buffer, 0, count);
    at += count;
  }

  private void need(long count) throws ContentException {
    if (count < 0 || count > remaining()) {
      throw box.error(at, "the box ends before its contents do");
    }
  }
}
