/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds boxes in memory: open, fields, children, close. */
final class BoxWriter {
  private static final int[] UNITY_MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  interface Content {
    void write(BoxWriter box);
  }

  BoxWriter box(String type, Content content) {
    BoxWriter inner = new BoxWriter();
    content.write(inner);
    u32(inner.out.size() + 8L);
    fourCc(type);
    out.writeBytes(inner.out.toByteArray());
    return this;
  }

  /** A box with version and flags. */
  BoxWriter fullBox(String type, int flags, Content content) {
    return box(
        type,
        box -> {
          box.u32(flags);
          content.write(box);
        });
  }

  BoxWriter u8(int value) {
    out.write(value);
    return this;
  }

  BoxWriter u16(int value) {
    return u8(value >> 8).u8(value);
  }

  BoxWriter u32(long value) {
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
    return this;
  }

  BoxWriter zeros(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  BoxWriter u64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
    return this;
  }

  /** A string with the zero that ends it. */
  BoxWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
  }

  /** The matrix that leaves a picture as it is. */
  BoxWriter matrix() {
    for (int value : UNITY_MATRIX) {
      u32(value);
    }
    return this;
  }

  int size() {
    return out.size();
  }

  BoxWriter fourCc(String type) {
    return bytes(type.getBytes(StandardCharsets.ISO_8859_1));
  }

  BoxWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
