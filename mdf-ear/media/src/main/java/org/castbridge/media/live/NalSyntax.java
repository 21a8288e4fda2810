/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import org.castbridge.media.film.Codec;

/**
 * What the first bytes of a NAL unit tell: ITU-T H.264 table 7-1 and section 7.4.1.2.4, H.265 table
 * 7-1 and section 7.4.2.4.4.
 */
enum NalSyntax {
  H264 {
    @Override
    int type(byte[] b, int at) {
      return b[at] & 0x1F;
    }

    @Override
    boolean isSlice(int type) {
      return type >= 1 && type <= 5;
    }

    @Override
    boolean isSync(int type) {
      return type == 5;
    }

    /** first_mb_in_slice is 0: its Exp-Golomb code is the single bit 1. */
    @Override
    boolean isFirstSlice(byte[] b, int at, int end) {
      return at + 1 < end && (b[at + 1] & 0x80) != 0;
    }

    @Override
    boolean opensPicture(int type) {
      return type >= 6 && type <= 9 || type >= 14 && type <= 18;
    }

    @Override
    int parameterSet(int type) {
      return type == 7 ? 1 : type == 8 ? 2 : -1;
    }

    /** Access unit delimiter, ends of sequence and stream, filler. */
    @Override
    boolean isDropped(int type) {
      return type >= 9 && type <= 12;
    }
  },
  H265 {
    @Override
    int type(byte[] b, int at) {
      return b[at] >> 1 & 0x3F;
    }

    @Override
    boolean isSlice(int type) {
      return type < 32;
    }

    @Override
    boolean isSync(int type) {
      return type >= 16 && type <= 21;
    }

    @Override
    boolean isFirstSlice(byte[] b, int at, int end) {
      return at + 2 < end && (b[at + 2] & 0x80) != 0;
    }

    @Override
    boolean opensPicture(int type) {
      return type >= 32 && type <= 35 || type == 39 || type >= 41 && type <= 44 || type >= 48;
    }

    @Override
    int parameterSet(int type) {
      return type >= 32 && type <= 34 ? type - 32 : -1;
    }

    @Override
    boolean isDropped(int type) {
      return type >= 35 && type <= 38;
    }
  };

  static NalSyntax of(Codec codec) {
    return switch (codec) {
      case H264 -> H264;
      case H265 -> H265;
      default -> throw new IllegalArgumentException(codec + " has no NAL units");
    };
  }

  abstract int type(byte[] b, int at);

  abstract boolean isSlice(int type);

  /** A slice of a picture where decoding may start. */
  abstract boolean isSync(int type);

  abstract boolean isFirstSlice(byte[] b, int at, int end);

  /** No slice, and comes only ahead of a picture's first slice. */
  abstract boolean opensPicture(int type);

  /** 0 video, 1 sequence, 2 picture parameter set; -1 none. */
  abstract int parameterSet(int type);

  /** Of no use behind the head-end. */
  abstract boolean isDropped(int type);
}
