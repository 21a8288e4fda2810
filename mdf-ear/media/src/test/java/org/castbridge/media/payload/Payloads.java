/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/** Units and payloads for tests. */
public final class Payloads {
  private Payloads() {}

  /** An H.264 picture of one packet, with this one small NAL unit. */
  public static PacketisedUnit single(byte... nal) {
    byte[] data = ByteBuffer.allocate(4 + nal.length).putInt(nal.length).put(nal).array();
    FilmInfo.Video video =
        new FilmInfo.Video(Codec.H264, "profile-level-id=42e01f", 64, 64, 25, 0, 0, List.of());
    try {
      return Payloader.of(video).packetise(new AccessUnit(Track.VIDEO, 0, false, data));
    } catch (PayloadException e) {
      throw new AssertionError(e);
    }
  }

  /** The unit's payloads as they are on the wire, with picture id 0. */
  static List<byte[]> wire(PacketisedUnit unit) {
    byte[][] packets = new byte[unit.packets()][];
    int total = 0;
    for (int i = 0; i < packets.length; i++) {
      byte[] b = new byte[unit.length(i) + 5];
      int end = unit.write(i, b, 3);
      if (end != b.length - 2) {
        throw new AssertionError("packet " + i + " ends at " + end + " of " + b.length);
      }
      packets[i] = Arrays.copyOfRange(b, 3, end);
      total += packets[i].length;
    }
    if (total != unit.size()) {
      throw new AssertionError("size " + unit.size() + " of " + total + " bytes");
    }
    return List.of(packets);
  }
}
