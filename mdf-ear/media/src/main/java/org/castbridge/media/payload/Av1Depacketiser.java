/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * "RTP Payload Format For AV1", version 1.0: puts the OBUs' sizes back, leaves out temporal
 * delimiters. Of scalable streams all layers are taken.
 */
final class Av1Depacketiser extends Depacketiser {
  private static final int CONTINUES = 0x80;
  private static final int CONTINUED = 0x40;

  /** The OBU that is being put together. */
  private final ByteSink obu = new ByteSink(MAX_UNIT);

  private boolean within;
  private boolean sequenceHeader;
  private boolean keyFrame;
  private boolean frameSeen;

  @Override
  boolean startsUnit(byte[] b, int offset, int length) {
    return (b[offset] & CONTINUES) == 0;
  }

  @Override
  void reset() {
    obu.clear();
    within = false;
    sequenceHeader = false;
    keyFrame = false;
    frameSeen = false;
  }

  @Override
  boolean append(byte[] b, int offset, int length) {
    int header = b[offset];
    int end = offset + length;
    int count = header >> 4 & 3;
    if ((header & CONTINUES) != 0 != within || length < 2) {
      return false;
    }
    int at = offset + 1;
    for (int i = 1; at < end; i++) {
      if (count > 0 && i > count) {
        return false;
      }
      int size = end - at;
      if (i != count) {
        long read = leb(b, at, end);
        size = (int) (read >>> 8);
        at += (int) (read & 0xFF);
        if (read < 0 || size > end - at) {
          return false;
        }
      }
      obu.put(b, at, size);
      at += size;
      within = at == end && (header & CONTINUED) != 0;
      if (!obu.fits() || !within && !endObu()) {
        return false;
      }
    }
    sync = sequenceHeader && keyFrame;
    return true;
  }

  /**
   * A leb128 number of up to 32 bits.
   *
   * @return the number, and in the low 8 bits how many bytes it takes; negative if it does not end
   */
  private static long leb(byte[] b, int from, int end) {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      if (from + i >= end) {
        return -1;
      }
      value |= (long) (b[from + i] & 0x7F) << (7 * i);
      if (b[from + i] >= 0) {
        return value << 8 | (i + 1);
      }
    }
    return -1;
  }

  /** An OBU is whole; false if it is none. */
  private boolean endObu() {
    byte[] b = obu.bytes();
    int size = obu.size();
    if (size == 0) {
      return false;
    }
    int headerSize = (b[0] & Obus.EXTENSION) == 0 ? 1 : 2;
    int at = headerSize;
    if (b[0] < 0 || at > size) {
      return false;
    }
    if ((b[0] & Obus.HAS_SIZE) != 0) {
      long read = leb(b, at, size);
      at += (int) (read & 0xFF);
      if (read < 0 || read >>> 8 != size - at) {
        return false;
      }
    }
    int type = Obus.type(b[0]);
    if (type != Obus.TEMPORAL_DELIMITER && type != Obus.TILE_LIST) {
      note(type, at < size ? b[at] : 0);
      write(b, headerSize, at, size);
    }
    obu.clear();
    return true;
  }

  /** AV1 specification section 5.9.2: show_existing_frame and frame_type come first. */
  private void note(int type, byte first) {
    sequenceHeader |= type == Obus.SEQUENCE_HEADER;
    if (!frameSeen && (type == Obus.FRAME || type == Obus.FRAME_HEADER)) {
      frameSeen = true;
      keyFrame = (first & 0xE0) == 0;
    }
  }

  private void write(byte[] b, int headerSize, int from, int to) {
    sink.put(b[0] | Obus.HAS_SIZE);
    sink.put(b, 1, headerSize - 1);
    int rest = to - from;
    while (rest >>> 7 != 0) {
      sink.put(rest | 0x80);
      rest >>>= 7;
    }
    sink.put(rest);
    sink.put(b, from, to - from);
  }

  @Override
  boolean complete() {
    return !within;
  }
}
