/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;

/**
 * RFC 7741: a 4-byte descriptor with the 15-bit picture id (what libwebrtc's jitter buffer orders
 * frames by), then a piece of the frame. Partitions are not told apart: PID 0, S only on the first
 * packet. The id is 0 here; each sender puts its own running number in.
 */
final class Vp8Payloader implements Payloader {
  private static final int DESCRIPTOR = 4;
  private static final int PICTURE_ID_AT = 2;

  /** X: the extension byte follows. */
  private static final int EXTENDED = 0x80;

  /** S: start of partition 0. */
  private static final int START = 0x10;

  /** I: a picture id follows, in the extension byte. */
  private static final int PICTURE_ID_PRESENT = 0x80;

  /** M: the picture id has 15 bits. */
  private static final int LONG_ID = 0x8000;

  private final int maxPayload;

  Vp8Payloader(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  @Override
  public PacketisedUnit packetise(AccessUnit unit) throws PayloadException {
    byte[] frame = unit.data();
    if (frame.length == 0) {
      throw new PayloadException("empty VP8 frame at " + unit.ptsUs() + " us");
    }
    int piece = Pieces.size(frame.length, maxPayload - DESCRIPTOR);
    UnitBuilder out = new UnitBuilder(frame.length, maxPayload);
    for (int at = 0; at < frame.length; at += piece) {
      out.put(at == 0 ? EXTENDED | START : EXTENDED).put(PICTURE_ID_PRESENT).putShort(LONG_ID);
      out.put(frame, at, Math.min(piece, frame.length - at)).endPacket();
    }
    return out.build(Codec.VP8, unit, PICTURE_ID_AT);
  }
}
