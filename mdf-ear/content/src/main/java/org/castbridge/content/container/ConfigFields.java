/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.Arrays;
import org.castbridge.content.ContentException;

/** Reads a configuration record byte by byte and never leaves it. */
final class ConfigFields {
  private final byte[] record;
  private final String name;
  private int at;

  /**
   * @param name of the record, for messages
   */
  ConfigFields(byte[] record, String name) {
    this.record = record;
    this.name = name;
  }

  int u8() throws ContentException {
    need(1);
    return record[at++] & 0xff;
  }

  int u16() throws ContentException {
    return u8() << 8 | u8();
  }

  void skip(int count) throws ContentException {
    need(count);
    at += count;
  }

  byte[] bytes(int count) throws ContentException {
    need(count);
    at += count;
    return Arrays.copyOfRange(record, at - count, at);
  }

  ContentException error(String message) {
    return new ContentException(name, at, message);
  }

  private void need(int count) throws ContentException {
    if (count > record.length - at) {
      throw error("the configuration ends before its contents do");
    }
  }
}
