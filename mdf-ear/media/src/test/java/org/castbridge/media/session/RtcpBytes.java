/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.nio.ByteBuffer;
import java.util.List;

/** The RTCP a receiver sends. */
final class RtcpBytes {
  private RtcpBytes() {}

  static byte[] nack(int sender, int media, List<Integer> sequences) {
    ByteBuffer b = ByteBuffer.allocate(12 + 4 * sequences.size());
    b.put((byte) 0x81)
        .put((byte) 205)
        .putShort((short) (2 + sequences.size()))
        .putInt(sender)
        .putInt(media);
    sequences.forEach(seq -> b.putShort((short) (int) seq).putShort((short) 0));
    return b.array();
  }

  static byte[] pictureLoss(int sender, int media) {
    return ByteBuffer.allocate(12)
        .put((byte) 0x81)
        .put((byte) 206)
        .putShort((short) 2)
        .putInt(sender)
        .putInt(media)
        .array();
  }

  static byte[] receiverReport(
      int sender, int media, int lost, long highest, int lastSr, long delay) {
    return ByteBuffer.allocate(32)
        .put((byte) 0x81)
        .put((byte) 201)
        .putShort((short) 7)
        .putInt(sender)
        .putInt(media)
        .putInt(lost & 0xFFFFFF)
        .putInt((int) highest)
        .putInt(0)
        .putInt(lastSr)
        .putInt((int) delay)
        .array();
  }
}
