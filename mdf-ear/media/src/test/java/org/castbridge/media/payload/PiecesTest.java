/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;

class PiecesTest {
  /** Pictures of up to 20 packets: a usual one of 4 Mbit/s leaves in one segmented send. */
  @Property(tries = 300)
  void aPicturesPacketsAreAsFewAsCanBeAndOfOneLength(
      @ForAll @IntRange(min = 1200, max = 22_000) int size, @ForAll boolean sync) throws Exception {
    for (Codec codec : Codec.values()) {
      boolean setsGoBefore = sync && (codec == Codec.H264 || codec == Codec.H265);
      if (codec == Codec.OPUS || setsGoBefore) {
        continue;
      }
      AccessUnit picture = new AccessUnit(Track.VIDEO, 0, sync, data(codec, size));
      PacketisedUnit unit = RandomUnits.payloader(codec).packetise(picture);
      assertThat(IntStream.range(0, unit.packets()).map(i -> unit.length(i) + unit.padding(i)))
          .as("%s of %s bytes", codec, size)
          .containsOnly(unit.length(0));
      assertThat(unit.packets()).isLessThanOrEqualTo(size / (PacketisedUnit.MAX_PAYLOAD - 12) + 1);
    }
  }

  private static byte[] data(Codec codec, int size) {
    byte[] data = new byte[size];
    ByteBuffer head = ByteBuffer.wrap(data);
    switch (codec) {
      case H264 -> head.putInt(size - 4).put((byte) 0x41);
      case H265 -> head.putInt(size - 4).put((byte) 2).put((byte) 1);
      case AV1 -> head.put((byte) (Obus.FRAME << 3)); // without a size: to the end
      default -> {}
    }
    return data;
  }
}
