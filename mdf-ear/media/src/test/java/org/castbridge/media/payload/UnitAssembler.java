/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.io.ByteArrayOutputStream;
import org.castbridge.media.film.Codec;

/**
 * The receiving side of the payload formats: what a browser does, so that tests can compare whole
 * access units.
 */
public interface UnitAssembler {

  /** Takes the next packet's payload; returns the finished access unit, or null if it goes on. */
  byte[] feed(byte[] payload, boolean marker);

  static UnitAssembler of(Codec codec) {
    return switch (codec) {
      case H264 -> new H264Assembler();
      case VP8 -> new Vp8Assembler();
      case OPUS -> (payload, marker) -> payload;
      default -> throw new AssertionError(codec);
    };
  }

  /** RFC 6184: gives NAL units behind 4-byte lengths. */
  final class H264Assembler implements UnitAssembler {
    private final ByteArrayOutputStream unit = new ByteArrayOutputStream();
    private ByteArrayOutputStream fragmented;

    @Override
    public byte[] feed(byte[] p, boolean marker) {
      int type = p[0] & 0x1F;
      if (type == 24) {
        stapA(p);
      } else if (type == 28) {
        fuA(p);
      } else if (type >= 1 && type <= 23) {
        nal(p, 0, p.length);
      } else {
        throw new AssertionError("payload type " + type + " in packetization-mode 1");
      }
      if (!marker) {
        return null;
      }
      if (fragmented != null) {
        throw new AssertionError("marker within a fragmented NAL unit");
      }
      byte[] done = unit.toByteArray();
      unit.reset();
      return done;
    }

    private void stapA(byte[] p) {
      int at = 1;
      while (at < p.length) {
        int size = (p[at] & 0xFF) << 8 | (p[at + 1] & 0xFF);
        nal(p, at + 2, size);
        at += 2 + size;
      }
    }

    private void fuA(byte[] p) {
      boolean start = (p[1] & 0x80) != 0;
      boolean end = (p[1] & 0x40) != 0;
      if (start == (fragmented != null) || start && end) {
        throw new AssertionError("FU-A start " + start + " end " + end + " out of turn");
      }
      if (start) {
        fragmented = new ByteArrayOutputStream();
        fragmented.write(p[0] & 0xE0 | p[1] & 0x1F);
      }
      fragmented.write(p, 2, p.length - 2);
      if (end) {
        byte[] whole = fragmented.toByteArray();
        fragmented = null;
        nal(whole, 0, whole.length);
      }
    }

    private void nal(byte[] b, int at, int length) {
      unit.write(length >>> 24);
      unit.write(length >>> 16);
      unit.write(length >>> 8);
      unit.write(length);
      unit.write(b, at, length);
    }
  }

  /** RFC 7741. */
  final class Vp8Assembler implements UnitAssembler {
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private int pictureId = -1;

    @Override
    public byte[] feed(byte[] p, boolean marker) {
      if ((p[0] & 0xFF) >>> 7 != 1 || (p[1] & 0xFF) != 0x80 || (p[2] & 0x80) == 0) {
        throw new AssertionError("descriptor without 15-bit picture id");
      }
      int id = (p[2] & 0x7F) << 8 | (p[3] & 0xFF);
      boolean start = (p[0] & 0x10) != 0;
      if (start != (frame.size() == 0) || !start && id != pictureId) {
        throw new AssertionError("packet of picture " + id + " within picture " + pictureId);
      }
      int ahead = id - pictureId & 0x7FFF;
      if (start && pictureId >= 0 && (ahead == 0 || ahead > 0x3FFF)) {
        throw new AssertionError("picture " + id + " after picture " + pictureId);
      }
      pictureId = id;
      frame.write(p, 4, p.length - 4);
      if (!marker) {
        return null;
      }
      byte[] done = frame.toByteArray();
      frame.reset();
      return done;
    }
  }
}
