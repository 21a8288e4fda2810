/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * Walks the OBUs of an AV1 temporal unit (AV1 specification section 5.3) without copying. Not for
 * several threads.
 */
final class Obus {
  static final int SEQUENCE_HEADER = 1;
  static final int TEMPORAL_DELIMITER = 2;
  static final int FRAME_HEADER = 3;
  static final int FRAME = 6;
  static final int TILE_LIST = 8;

  /** obu_has_size_field. */
  static final int HAS_SIZE = 0x02;

  /** obu_extension_flag. */
  static final int EXTENSION = 0x04;

  private final byte[] data;
  private int next;
  private int header;
  private int headerSize;
  private int offset;
  private int length;

  Obus(byte[] data) {
    this.data = data;
  }

  /** Moves to the next OBU; false at the end. */
  boolean next() throws PayloadException {
    if (next == data.length) {
      return false;
    }
    header = next;
    if (data[header] < 0) {
      throw new PayloadException("AV1 OBU with the forbidden bit, at byte " + header);
    }
    headerSize = (data[header] & EXTENSION) == 0 ? 1 : 2;
    int at = header + headerSize;
    if (at > data.length) {
      throw new PayloadException("AV1 temporal unit ends within an OBU header");
    }
    offset = at;
    length = data.length - at;
    if ((data[header] & HAS_SIZE) != 0) {
      readSize(at);
    }
    next = offset + length;
    return true;
  }

  private void readSize(int at) throws PayloadException {
    long size = 0;
    for (int i = 0; ; i++) {
      if (i == 8 || at == data.length) {
        throw new PayloadException("AV1 OBU size that does not end, at byte " + at);
      }
      size |= (long) (data[at] & 0x7F) << (7 * i);
      if (data[at++] >= 0) {
        break;
      }
    }
    if (size > data.length - at) {
      throw new PayloadException("AV1 OBU of " + size + " bytes, at byte " + header);
    }
    offset = at;
    length = (int) size;
  }

  /** obu_type. */
  int type() {
    return type(data[header]);
  }

  static int type(byte first) {
    return first >> 3 & 0x0F;
  }

  /** Index of the header. */
  int header() {
    return header;
  }

  /** 1, or 2 with an extension. */
  int headerSize() {
    return headerSize;
  }

  /** Index of what is behind header and size. */
  int offset() {
    return offset;
  }

  /** Bytes behind header and size. */
  int length() {
    return length;
  }

  /** Bytes a number takes as leb128 (section 4.10.5). */
  static int lebSize(int value) {
    int size = 1;
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      size++;
    }
    return size;
  }
}
