/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;

/**
 * RFC 9628 in non-flexible mode, one spatial and one temporal layer: a 3-byte descriptor with the
 * 15-bit picture id, on the first packet of a key frame also the scalability structure, then a
 * piece of the frame or superframe. The id is 0 here; each sender puts its own running number in.
 */
final class Vp9Payloader implements Payloader {
  private static final int DESCRIPTOR = 3;
  private static final int PICTURE_ID_AT = 1;

  /** I: a picture id follows; M: it has 15 bits. */
  private static final int PICTURE_ID_PRESENT = 0x80;

  private static final int LONG_ID = 0x8000;

  /** P: predicted from earlier pictures. */
  private static final int PREDICTED = 0x40;

  /** B and E: start and end of the frame. */
  private static final int BEGIN = 0x08;

  private static final int END = 0x04;

  /** V: the scalability structure follows. */
  private static final int STRUCTURE_PRESENT = 0x02;

  /** N_S 0: one spatial layer; Y: its size follows; G: the group of pictures follows. */
  private static final int STRUCTURE = 0x18;

  private static final int STRUCTURE_SIZE = 8;

  private final int width;
  private final int height;
  private final int maxPayload;

  Vp9Payloader(int width, int height, int maxPayload) {
    this.width = width;
    this.height = height;
    this.maxPayload = maxPayload;
  }

  @Override
  public PacketisedUnit packetise(AccessUnit unit) throws PayloadException {
    byte[] frame = unit.data();
    if (frame.length == 0) {
      throw new PayloadException("empty VP9 frame at " + unit.ptsUs() + " us");
    }
    UnitBuilder out = new UnitBuilder(frame.length, maxPayload);
    int extra = unit.sync() ? STRUCTURE_SIZE : 0;
    int piece = Pieces.size(frame.length + extra, maxPayload - DESCRIPTOR);
    int flags = PICTURE_ID_PRESENT | (unit.sync() ? 0 : PREDICTED);
    int at = 0;
    while (at < frame.length) {
      boolean structure = at == 0 && unit.sync();
      int room = structure ? Math.max(1, piece - extra) : piece;
      int length = Math.min(room, frame.length - at);
      int begin = at == 0 ? BEGIN : 0;
      int end = at + length == frame.length ? END : 0;
      out.put(flags | begin | end | (structure ? STRUCTURE_PRESENT : 0)).putShort(LONG_ID);
      if (structure) {
        structure(out);
      }
      out.put(frame, at, length).endPacket();
      at += length;
    }
    return out.build(Codec.VP9, unit, PICTURE_ID_AT);
  }

  /** Section 4.2.1: one layer of this size; each picture refers to the one before it. */
  private void structure(UnitBuilder out) {
    out.put(STRUCTURE).putShort(width).putShort(height);
    // N_G 1: TID 0, U 0, R 1; P_DIFF 1
    out.put(1).put(1 << 2).put(1);
  }
}
