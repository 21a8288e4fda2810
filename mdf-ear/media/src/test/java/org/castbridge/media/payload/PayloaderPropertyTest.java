/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;

/** Whatever the access units are: packetised and put together again they are the same bytes. */
class PayloaderPropertyTest {
  private int pictureId;

  private static final byte[] SPS = {0x67, 0x42, (byte) 0xE0, 0x1F, 1, 2, 3};
  private static final byte[] PPS = {0x68, 9, 8, 7};

  @Property(tries = 300)
  void h264UnitsSurvive(@ForAll long seed, @ForAll @IntRange(min = 50, max = 1150) int maxPayload)
      throws Exception {
    Random random = new Random(seed);
    H264Payloader payloader = new H264Payloader(List.of(SPS, PPS), 1, maxPayload);
    UnitAssembler receiver = UnitAssembler.of(Codec.H264);
    for (int i = 0; i < 5; i++) {
      boolean idr = random.nextBoolean();
      boolean ownSets = random.nextBoolean();
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      if (random.nextBoolean()) {
        nal(new byte[] {9, 0x10}, stored); // dropped
      }
      if (idr) {
        for (byte[] set : List.of(SPS, PPS)) {
          nal(set, expected);
          if (ownSets) {
            nal(set, stored);
          }
        }
      }
      for (int n = random.nextInt(4); n >= 0; n--) {
        byte[] slice = randomNal(random, idr ? 5 : 1);
        nal(slice, stored);
        nal(slice, expected);
      }
      assertThat(through(payloader, receiver, stored.toByteArray(), maxPayload))
          .isEqualTo(expected.toByteArray());
    }
  }

  @Property(tries = 200)
  void vp8FramesSurvive(
      @ForAll @IntRange(min = 1, max = 9000) int size, @ForAll @IntRange(max = 32767) int firstId)
      throws Exception {
    Vp8Payloader payloader = new Vp8Payloader(PacketisedUnit.MAX_PAYLOAD);
    pictureId = firstId;
    UnitAssembler receiver = UnitAssembler.of(Codec.VP8);
    for (int i = 0; i < 3; i++) {
      byte[] frame = new byte[size + i];
      new Random(size).nextBytes(frame);
      assertThat(through(payloader, receiver, frame, PacketisedUnit.MAX_PAYLOAD)).isEqualTo(frame);
    }
  }

  /** Garbage in the store: the typed error, nothing half-sent, and the next unit works. */
  @Property(tries = 500)
  void malformedUnitsGiveTheTypedError(@ForAll byte[] garbage) throws Exception {
    H264Payloader payloader = new H264Payloader(List.of(SPS, PPS), 1, 100);
    try {
      PacketisedUnit unit = payloader.packetise(new AccessUnit(Track.VIDEO, 0, true, garbage));
      assertThat(unit.packets()).isPositive();
    } catch (PayloadException e) {
      assertThat(e).hasMessageContaining("H264");
    }
  }

  private byte[] through(Payloader payloader, UnitAssembler receiver, byte[] data, int max)
      throws PayloadException {
    PacketisedUnit unit = payloader.packetise(new AccessUnit(Track.VIDEO, 0, true, data));
    byte[] result = null;
    for (int i = 0; i < unit.packets(); i++) {
      assertThat(unit.length(i)).isLessThanOrEqualTo(max);
      assertThat(unit.marker(i)).isEqualTo(i == unit.packets() - 1);
      byte[] wire = new byte[unit.length(i) + 3];
      assertThat(unit.write(i, wire, 3, pictureId)).isEqualTo(wire.length);
      byte[] body = java.util.Arrays.copyOfRange(wire, 3, wire.length);
      assertThat(result).isNull();
      result = receiver.feed(body, unit.marker(i));
    }
    pictureId++;
    return result;
  }

  private static byte[] randomNal(Random random, int type) {
    byte[] nal = new byte[1 + random.nextInt(random.nextBoolean() ? 100 : 6000)];
    random.nextBytes(nal);
    nal[0] = (byte) (random.nextInt(4) << 5 | type);
    return nal;
  }

  private static void nal(byte[] nal, ByteArrayOutputStream out) {
    out.write(nal.length >>> 24);
    out.write(nal.length >>> 16);
    out.write(nal.length >>> 8);
    out.write(nal.length);
    out.writeBytes(nal);
  }
}
