/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.List;
import org.castbridge.media.film.AccessUnit;

/**
 * RFC 7741: a 4-byte descriptor with the 15-bit picture id (what libwebrtc's jitter buffer orders
 * frames by), then a piece of the frame. Partitions are not told apart: PID 0, S only on the first
 * packet.
 */
public final class Vp8Payloader implements Payloader {
  private static final int DESCRIPTOR = 4;

  /** X: the extension byte follows. */
  private static final int EXTENDED = 0x80;

  /** S: start of partition 0. */
  private static final int START = 0x10;

  /** I: a picture id follows, in the extension byte. */
  private static final int PICTURE_ID_PRESENT = 0x80;

  /** M: the picture id has 15 bits. */
  private static final int LONG_ID = 0x8000;

  private final int room;
  private int pictureId;

  /**
   * @param firstPictureId 0 to 32767
   */
  public Vp8Payloader(int firstPictureId, int maxPayload) {
    this.pictureId = firstPictureId & 0x7FFF;
    this.room = maxPayload - DESCRIPTOR;
  }

  @Override
  public void packetise(AccessUnit unit, List<RtpPayload> out) throws PayloadException {
    byte[] frame = unit.data();
    if (frame.length == 0) {
      throw new PayloadException("empty VP8 frame at " + unit.ptsUs() + " us");
    }
    for (int at = 0; at < frame.length; at += room) {
      int length = Math.min(room, frame.length - at);
      int first = at == 0 ? EXTENDED | START : EXTENDED;
      int head = first << 24 | PICTURE_ID_PRESENT << 16 | LONG_ID | pictureId;
      out.add(new RtpPayload(head, DESCRIPTOR, frame, at, length, at + length == frame.length));
    }
    // RFC 7741 section 4.2: incremented for each frame, wrapping
    pictureId = (pictureId + 1) & 0x7FFF;
  }
}
