/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.webm;

import java.nio.charset.StandardCharsets;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;

/**
 * One EBML element (RFC 8794 section 6): where it is, not what it holds.
 *
 * @param id with its length marker, as in the tables of RFC 9559
 * @param start offset of the id
 * @param body offset of the first byte behind the header
 * @param end offset behind the last byte; the parent's end if the size is unknown
 * @param sized false if the size is unknown
 */
record EbmlElement(MappedFile file, int id, long start, long body, long end, boolean sized) {
  private static final int MAX_ID = 4;
  private static final int MAX_SIZE = 8;

  /** Longest string or binary value anybody reads here. */
  private static final int MAX_VALUE = 1 << 16;

  /**
   * The element at an offset.
   *
   * @param limit the parent's end
   */
  static EbmlElement at(MappedFile file, long start, long limit) throws ContentException {
    int first = u8(file, start, limit);
    int idLength = Integer.numberOfLeadingZeros(first) - 23;
    if (idLength > MAX_ID) {
      throw new ContentException("", start, "no EBML element");
    }
    int id = (int) number(file, start, idLength, limit);
    long at = start + idLength;
    int sizeLength = Integer.numberOfLeadingZeros(u8(file, at, limit)) - 23;
    if (sizeLength > MAX_SIZE) {
      throw new ContentException(name(id), start, "the size of the element has no end");
    }
    long mask = (1L << 7 * sizeLength) - 1;
    long size = number(file, at, sizeLength, limit) & mask;
    long body = at + sizeLength;
    boolean sized = size != mask;
    if (sized && size > limit - body) {
      throw new ContentException(
          name(id),
          start,
          "the element claims " + size + " bytes, " + (limit - body) + " are there: truncated?");
    }
    return new EbmlElement(file, id, start, body, sized ? body + size : limit, sized);
  }

  long length() {
    return end - body;
  }

  /** An unsigned integer of up to eight bytes; values from 2^63 on are refused. */
  long unsigned() throws ContentException {
    if (length() > 8) {
      throw error("a number of " + length() + " bytes");
    }
    long value = number(file, body, (int) length(), end);
    if (value < 0) {
      throw error("the value " + Long.toUnsignedString(value) + " is out of range");
    }
    return value;
  }

  byte[] bytes() throws ContentException {
    if (length() > MAX_VALUE) {
      throw error("a value of " + length() + " bytes");
    }
    byte[] bytes = new byte[(int) length()];
    file.read(body, bytes, 0, bytes.length);
    return bytes;
  }

  /** A string, which may be padded with zeros. */
  String text() throws ContentException {
    return new String(bytes(), StandardCharsets.ISO_8859_1).split("\0", 2)[0];
  }

  ContentException error(String message) {
    return new ContentException(name(id), start, message);
  }

  static String name(int id) {
    return "0x" + Integer.toHexString(id).toUpperCase(java.util.Locale.ROOT);
  }

  private static int u8(MappedFile file, long at, long limit) throws ContentException {
    return (int) number(file, at, 1, limit);
  }

  private static long number(MappedFile file, long at, int count, long limit)
      throws ContentException {
    if (count > limit - at) {
      throw new ContentException("", at, "the element ends before its contents do: truncated?");
    }
    byte[] bytes = new byte[count];
    file.read(at, bytes, 0, count);
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }
}
