/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.Optional;

/** The sequence header of an AV1 temporal unit (AV1 bitstream specification section 5.5). */
final class Av1Sequence {
  private static final int SEQUENCE_HEADER = 1;

  private Av1Sequence() {}

  /** Looks for the first sequence header among the OBUs. */
  static Optional<SequenceParameters> find(byte[] b) {
    int at = 0;
    while (at < b.length) {
      int header = b[at] & 0xFF;
      int type = header >> 3 & 0x0F;
      at += (header & 4) != 0 ? 2 : 1;
      long size = b.length - at;
      if ((header & 2) != 0) {
        size = 0;
        for (int shift = 0; shift < 35 && at < b.length; shift += 7) {
          size |= (b[at] & 0x7FL) << shift;
          if (b[at++] >= 0) {
            break;
          }
        }
      }
      if (at > b.length || size > b.length - at) {
        return Optional.empty();
      }
      if (type == SEQUENCE_HEADER) {
        return read(new PlainBits(b, at, (int) (at + size)));
      }
      at += (int) size;
    }
    return Optional.empty();
  }

  private static Optional<SequenceParameters> read(PlainBits in) {
    int profile = in.bits(3);
    in.bits(1);
    int level;
    int tier = 0;
    if (in.flag()) { // reduced_still_picture_header
      level = in.bits(5);
    } else {
      int delayBits = 0;
      boolean model = false;
      if (in.flag()) {
        in.bits(32);
        in.bits(32);
        if (in.flag()) {
          skipUvlc(in);
        }
        model = in.flag();
        if (model) {
          delayBits = in.bits(5) + 1;
          in.bits(32);
          in.bits(10);
        }
      }
      boolean initialDelay = in.flag();
      int points = in.bits(5) + 1;
      level = 0;
      for (int i = 0; i < points && !in.exhausted(); i++) {
        in.bits(12);
        int its = in.bits(5);
        int itsTier = its > 7 ? in.bits(1) : 0;
        if (model && in.flag()) {
          in.bits(delayBits);
          in.bits(delayBits);
          in.bits(1);
        }
        if (initialDelay && in.flag()) {
          in.bits(4);
        }
        if (i == 0) {
          level = its;
          tier = itsTier;
        }
      }
    }
    int widthBits = in.bits(4) + 1;
    int heightBits = in.bits(4) + 1;
    int width = in.bits(widthBits) + 1;
    int height = in.bits(heightBits) + 1;
    String id = "profile=" + profile + ";level-idx=" + level + ";tier=" + tier;
    return in.exhausted()
        ? Optional.empty()
        : Optional.of(new SequenceParameters(id, width, height, 0));
  }

  private static void skipUvlc(PlainBits in) {
    int zeros = 0;
    while (!in.exhausted() && !in.flag()) {
      zeros++;
    }
    if (zeros < 32) {
      in.bits(zeros);
    }
  }
}
