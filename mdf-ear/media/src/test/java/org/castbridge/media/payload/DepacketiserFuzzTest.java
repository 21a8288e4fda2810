/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Payloads from strangers: damaged, cut, made up, out of turn. Nothing is thrown, memory stays
 * bounded, and what comes out is well-formed. {@code -Dcastbridge.fuzz.iterations} runs millions.
 */
class DepacketiserFuzzTest {
  private static final int ITERATIONS = Integer.getInteger("castbridge.fuzz.iterations", 8_000);

  @ParameterizedTest
  @EnumSource(Codec.class)
  void anythingMayCome(Codec codec) throws Exception {
    Random random = new Random(codec.ordinal() + 1);
    Depacketiser depacketiser = Depacketiser.of(codec);
    Payloader payloader = RandomUnits.payloader(codec);
    RandomUnits units = new RandomUnits(codec, random);
    PacketisedUnit packets = payloader.packetise(units.next(0));
    byte[] wire = new byte[1500];
    long bytes = 0;
    int received = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      if (i % 16 == 0) {
        packets = payloader.packetise(units.next(0));
      }
      int length = random.nextInt(3) == 0 ? madeUp(wire, random) : damaged(packets, wire, random);
      int timestamp = random.nextInt(8) == 0 ? random.nextInt() : i / 16;
      depacketiser.handle(
          wire, 7, length, timestamp, random.nextInt(6) == 0, random.nextInt(9) == 0);
      if (random.nextInt(4) == 0) {
        for (ReceivedUnit unit = depacketiser.poll(); unit != null; unit = depacketiser.poll()) {
          bytes += unit.data().length;
          received++;
          packetisable(payloader, unit);
        }
      }
    }
    assertThat(received).isBetween(ITERATIONS / 200, ITERATIONS);
    assertThat(bytes).isPositive();
    if (codec != Codec.OPUS) {
      assertThat(depacketiser.malformed()).isPositive();
    }
    assertThat(depacketiser.parameterSets()).hasSizeLessThanOrEqualTo(48);
  }

  /** Endless units and fragments without end do not grow beyond the limit. */
  @ParameterizedTest
  @EnumSource(names = "OPUS", mode = EnumSource.Mode.EXCLUDE)
  void aUnitWithoutEndIsDropped(Codec codec) {
    Depacketiser depacketiser = Depacketiser.of(codec);
    byte[] first = new byte[1400];
    byte[] more = new byte[1400];
    byte[] firstHead =
        switch (codec) {
          case H264 -> new byte[] {0x7C, (byte) 0x85};
          case H265 -> new byte[] {98, 1, (byte) 0x93};
          case VP8 -> new byte[] {0x10};
          case VP9 -> new byte[] {0x08};
          default -> new byte[] {0x50};
        };
    byte[] moreHead =
        switch (codec) {
          case H264 -> new byte[] {0x7C, 5};
          case H265 -> new byte[] {98, 1, 0x13};
          case AV1 -> new byte[] {(byte) 0xD0};
          default -> new byte[] {0};
        };
    System.arraycopy(firstHead, 0, first, 0, firstHead.length);
    System.arraycopy(moreHead, 0, more, 0, moreHead.length);
    depacketiser.handle(first, 0, first.length, 1, false, false);
    for (int i = 0; i < 10_000; i++) {
      depacketiser.handle(more, 0, more.length, 1, false, false);
    }
    depacketiser.handle(more, 0, more.length, 1, true, false);
    assertThat(depacketiser.poll()).isNull();
    assertThat(depacketiser.dropped()).isEqualTo(1);
    assertThat(depacketiser.malformed()).isEqualTo(1);
    assertThat(depacketiser.sink.bytes().length).isLessThanOrEqualTo(Depacketiser.MAX_UNIT);
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void unitsNobodyTakesDoNotPileUp(Codec codec) throws Exception {
    Depacketiser depacketiser = Depacketiser.of(codec);
    PacketisedUnit unit =
        RandomUnits.payloader(codec).packetise(new RandomUnits(codec, new Random(3)).next(0));
    for (int i = 0; i < 1000; i++) {
      for (int n = 0; n < unit.packets(); n++) {
        byte[] wire = new byte[1500];
        int end = unit.write(n, wire, 0);
        depacketiser.handle(wire, 0, end, i, unit.marker(n), false);
      }
    }
    int waiting = 0;
    while (depacketiser.poll() != null) {
      waiting++;
    }
    assertThat(waiting).isEqualTo(32);
    assertThat(depacketiser.dropped()).isEqualTo(1000 - 32);
  }

  /** Units with random damage: the typed error or packets, for every codec. */
  @ParameterizedTest
  @EnumSource(Codec.class)
  void damagedUnitsGiveTheTypedErrorOnly(Codec codec) throws Exception {
    Random random = new Random(11);
    RandomUnits units = new RandomUnits(codec, random);
    Payloader payloader = RandomUnits.payloader(codec);
    int refused = 0;
    for (int i = 0; i < ITERATIONS / 4; i++) {
      byte[] data = units.next(0).data();
      data =
          Arrays.copyOf(data, random.nextInt(4) == 0 ? random.nextInt(data.length) : data.length);
      for (int n = random.nextInt(4); n > 0 && data.length > 0; n--) {
        data[random.nextInt(Math.min(data.length, 40))] = (byte) random.nextInt(256);
      }
      try {
        AccessUnit unit = new AccessUnit(codec.track(), 0, random.nextBoolean(), data);
        assertThat(payloader.packetise(unit).packets()).isPositive();
      } catch (PayloadException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static void packetisable(Payloader payloader, ReceivedUnit unit) {
    try {
      payloader.packetise(unit.at(Track.VIDEO, 0));
    } catch (PayloadException e) {
      throw new AssertionError("a unit no payloader takes", e);
    }
  }

  private static int madeUp(byte[] wire, Random random) {
    int length = random.nextInt(random.nextBoolean() ? 12 : 1400);
    for (int i = 0; i < Math.min(length, 24); i++) {
      wire[7 + i] = (byte) random.nextInt(256);
    }
    return length;
  }

  private static int damaged(PacketisedUnit packets, byte[] wire, Random random) {
    int n = random.nextInt(packets.packets());
    int length = packets.write(n, wire, 7) - 7;
    if (random.nextInt(4) == 0) {
      length = random.nextInt(length + 1);
    }
    for (int i = random.nextInt(3); i > 0 && length > 0; i--) {
      wire[7 + random.nextInt(Math.min(length, 16))] ^= (byte) (1 << random.nextInt(8));
    }
    return length;
  }
}
