/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/** Access units of every codec with the right shape and random content. */
final class RandomUnits {
  static final List<byte[]> H264_SETS =
      List.of(new byte[] {0x67, 0x42, (byte) 0xE0, 0x1F, 1, 2, 3}, new byte[] {0x68, 9, 8, 7});
  static final List<byte[]> H265_SETS =
      List.of(new byte[] {0x40, 1, 12, 1}, new byte[] {0x42, 1, 1, 1, 96}, new byte[] {0x44, 1, 3});

  private final Codec codec;
  private final Random random;

  RandomUnits(Codec codec, Random random) {
    this.codec = codec;
    this.random = random;
  }

  static Payloader payloader(Codec codec) {
    if (codec == Codec.OPUS) {
      return Payloader.of(new FilmInfo.Audio(codec, 2, null));
    }
    String profile = codec == Codec.H264 ? "profile-level-id=42e01f" : "";
    List<byte[]> sets =
        codec == Codec.H264 ? H264_SETS : codec == Codec.H265 ? H265_SETS : List.of();
    return Payloader.of(new FilmInfo.Video(codec, profile, 1280, 720, 25, 0, 0, sets));
  }

  AccessUnit next(long ptsUs) {
    boolean sync = codec == Codec.OPUS || random.nextInt(4) == 0;
    byte[] data =
        switch (codec) {
          case H264 -> nals(sync ? 0x65 : 0x41, -1, 1);
          case H265 -> nals(sync ? 19 << 1 : 1 << 1, 1, 2);
          case VP8 -> frame(sync ? 0x10 : 0x11, 30_000);
          case VP9 -> frame(0x82, 30_000);
          case AV1 -> obus(sync);
          case OPUS -> frame(0x78, 1275);
        };
    return new AccessUnit(
        codec.track() == Track.AUDIO ? Track.AUDIO : Track.VIDEO, ptsUs, sync, data);
  }

  private int size(int most) {
    return 1 + random.nextInt(random.nextBoolean() ? 100 : most);
  }

  private byte[] frame(int first, int most) {
    byte[] data = new byte[size(most)];
    random.nextBytes(data);
    data[0] = (byte) first;
    return data;
  }

  private byte[] nals(int first, int second, int headerSize) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int slices = 1 + random.nextInt(3);
    for (int n = 0; n < slices; n++) {
      byte[] nal = new byte[headerSize + size(9000)];
      random.nextBytes(nal);
      nal[0] = (byte) first;
      if (second >= 0) {
        nal[1] = (byte) second;
      }
      // only the first slice says that it is the first
      nal[headerSize] = (byte) (n == 0 ? nal[headerSize] | 0x80 : nal[headerSize] & 0x7F);
      prefixed(nal, out);
    }
    return out.toByteArray();
  }

  static void prefixed(byte[] nal, ByteArrayOutputStream out) {
    out.write(nal.length >>> 24);
    out.write(nal.length >>> 16);
    out.write(nal.length >>> 8);
    out.write(nal.length);
    out.writeBytes(nal);
  }

  private byte[] obus(boolean sync) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (sync) {
      obu(Obus.SEQUENCE_HEADER, new byte[11], out);
    }
    List<byte[]> tiles = new ArrayList<>();
    byte[] frame = new byte[size(9000)];
    random.nextBytes(frame);
    frame[0] = (byte) (sync ? 0x10 : 0x30);
    obu(random.nextBoolean() ? Obus.FRAME : Obus.FRAME_HEADER, frame, out);
    for (int n = random.nextInt(5); n > 0; n--) {
      byte[] tile = new byte[size(3000)];
      random.nextBytes(tile);
      tiles.add(tile);
    }
    tiles.forEach(tile -> obu(4, tile, out));
    if (random.nextInt(5) == 0) {
      obu(5, new byte[0], out); // an OBU of nothing but its header
    }
    return out.toByteArray();
  }

  private void obu(int type, byte[] payload, ByteArrayOutputStream out) {
    boolean extension = random.nextInt(4) == 0;
    out.write(type << 3 | (extension ? Obus.EXTENSION : 0) | Obus.HAS_SIZE);
    if (extension) {
      out.write(0x20);
    }
    int rest = payload.length;
    while (rest >>> 7 != 0) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    out.writeBytes(payload);
  }
}
