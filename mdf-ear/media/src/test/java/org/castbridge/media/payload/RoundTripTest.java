/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packetised and put together again, the units are the same bytes; what is damaged is left out. */
class RoundTripTest {
  private static final int UNITS = 400;

  @ParameterizedTest
  @EnumSource(Codec.class)
  void unitsSurvive(Codec codec) throws Exception {
    Random random = new Random(codec.ordinal());
    RandomUnits units = new RandomUnits(codec, random);
    Payloader payloader = RandomUnits.payloader(codec);
    Depacketiser depacketiser = Depacketiser.of(codec);
    boolean synced = false;
    for (int i = 0; i < UNITS; i++) {
      AccessUnit unit = units.next(i * 40_000L);
      PacketisedUnit packets = payloader.packetise(unit);
      assertThat(packets.sync()).isEqualTo(unit.sync());
      assertThat(packets.track()).isEqualTo(unit.track());
      for (int n = 0; n < packets.packets(); n++) {
        assertThat(depacketiser.poll()).isNull();
        send(packets, n, i, depacketiser, false, true);
      }
      ReceivedUnit received = depacketiser.poll();
      assertThat(received).as("unit %d of %d packets", i, packets.packets()).isNotNull();
      assertThat(Arrays.equals(received.data(), unit.data())).isTrue();
      assertThat(received.timestamp()).isEqualTo(i * 3600);
      assertThat(received.sync()).isEqualTo(unit.sync());
      assertThat(received.afterLoss()).isFalse();
      assertThat(received.at(unit.track(), unit.ptsUs()).data()).isEqualTo(unit.data());
      synced |= unit.sync();
      assertThat(received.parameterSets()).hasSize(synced ? sets(codec) : 0);
    }
    assertThat(depacketiser.malformed()).isZero();
    assertThat(depacketiser.dropped()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void packetsKeepToTheirSize(Codec codec) throws Exception {
    RandomUnits units = new RandomUnits(codec, new Random(99));
    Payloader payloader = RandomUnits.payloader(codec);
    for (int i = 0; i < UNITS; i++) {
      PacketisedUnit packets = payloader.packetise(units.next(i));
      int total = 0;
      for (int n = 0; n < packets.packets(); n++) {
        assertThat(packets.length(n))
            .isBetween(1, codec == Codec.OPUS ? 1400 : PacketisedUnit.MAX_PAYLOAD);
        assertThat(packets.marker(n)).isEqualTo(codec != Codec.OPUS && n == packets.packets() - 1);
        total += packets.length(n);
      }
      assertThat(packets.size()).isEqualTo(total);
    }
  }

  /** Without markers a unit ends where the next timestamp begins. */
  @ParameterizedTest
  @EnumSource(names = "OPUS", mode = EnumSource.Mode.EXCLUDE)
  void markersCanBeDoneWithout(Codec codec) throws Exception {
    RandomUnits units = new RandomUnits(codec, new Random(5));
    Payloader payloader = RandomUnits.payloader(codec);
    Depacketiser depacketiser = Depacketiser.of(codec);
    AccessUnit previous = null;
    for (int i = 0; i < 50; i++) {
      AccessUnit unit = units.next(i);
      PacketisedUnit packets = payloader.packetise(unit);
      for (int n = 0; n < packets.packets(); n++) {
        send(packets, n, i, depacketiser, false, false);
      }
      ReceivedUnit received = depacketiser.poll();
      assertThat(received == null).isEqualTo(previous == null);
      if (received != null) {
        assertThat(received.data()).isEqualTo(previous.data());
      }
      previous = unit;
    }
  }

  /** What comes through is a stored unit, and the one behind a gap says so. */
  @ParameterizedTest
  @EnumSource(names = "OPUS", mode = EnumSource.Mode.EXCLUDE)
  void damagedUnitsAreLeftOut(Codec codec) throws Exception {
    Random random = new Random(7);
    RandomUnits units = new RandomUnits(codec, random);
    Payloader payloader = RandomUnits.payloader(codec);
    Depacketiser depacketiser = Depacketiser.of(codec);
    List<AccessUnit> sent = new ArrayList<>();
    boolean lost = false;
    int next = 0;
    int received = 0;
    for (int i = 0; i < UNITS; i++) {
      sent.add(units.next(i));
      PacketisedUnit packets = payloader.packetise(sent.get(i));
      for (int n = 0; n < packets.packets(); n++) {
        if (random.nextInt(20) == 0) {
          lost = true;
          continue;
        }
        send(packets, n, i, depacketiser, lost, true);
        lost = false;
      }
      for (ReceivedUnit unit = depacketiser.poll(); unit != null; unit = depacketiser.poll()) {
        int index = unit.timestamp() / 3600;
        assertThat(index).isGreaterThanOrEqualTo(next);
        if (index > next) {
          assertThat(unit.afterLoss()).as("unit %d after %d", index, next - 1).isTrue();
        }
        assertThat(Arrays.equals(unit.data(), sent.get(index).data())).isTrue();
        next = index + 1;
        received++;
      }
    }
    assertThat(received).isBetween(UNITS / 4, UNITS - UNITS / 20);
    assertThat(depacketiser.dropped()).isPositive();
  }

  private static int sets(Codec codec) {
    return codec == Codec.H264 ? 2 : codec == Codec.H265 ? 3 : 0;
  }

  private static void send(
      PacketisedUnit packets, int n, int unit, Depacketiser to, boolean loss, boolean markers) {
    byte[] wire = new byte[packets.length(n) + 20];
    int end = packets.write(n, wire, 12, unit);
    boolean marker = markers && (packets.marker(n) || packets.track() == Track.AUDIO);
    to.handle(wire, 12, end - 12, unit * 3600, marker, loss);
  }
}
