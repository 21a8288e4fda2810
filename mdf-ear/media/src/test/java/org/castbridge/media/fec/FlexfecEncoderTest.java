/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.fec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.castbridge.media.rtp.RtpClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlexfecEncoderTest {
  private static final int SSRC = 0x11223344;
  private final FlexfecEncoder encoder =
      new FlexfecEncoder(49, 0x55667788, SSRC, new RtpClock(7, 90_000), new Random(1));
  private final byte[] out = new byte[1600];

  /** Any one packet of a parity comes back, bit for bit, from the others. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 12, 20})
  void oneLossInEachParityIsRepaired(int group) {
    Random random = new Random(group);
    encoder.group(group);
    Map<Integer, byte[]> sent = new TreeMap<>();
    List<byte[]> parities = new ArrayList<>();
    int sequence = 65_500;
    for (int i = 0; i < 40 * group; i++, sequence++) {
      byte[] packet = packet(sequence & 0xFFFF, random.nextInt(1200), random);
      sent.put(sequence & 0xFFFF, packet);
      encoder.protect(packet, 3, packet.length, 0);
      while (encoder.ready()) {
        parities.add(Arrays.copyOfRange(out, 5, encoder.write(out, 5)));
      }
    }
    assertThat(parities).hasSize(40);
    assertThat(encoder.packets()).isEqualTo(40);
    for (byte[] parity : parities) {
      List<Integer> covered = covered(parity);
      assertThat(covered).hasSize(group);
      int lost = covered.get(random.nextInt(group));
      byte[] packet = sent.get(lost);
      assertThat(Arrays.equals(recover(parity, covered, lost, sent), rtp(packet))).isTrue();
    }
  }

  @Test
  void neighboursAreCoveredByDifferentParities() {
    encoder.group(4);
    List<List<Integer>> covered = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] packet = packet(100 + i, 50, new Random(i));
      encoder.protect(packet, 3, packet.length, 0);
      while (encoder.ready()) {
        covered.add(covered(Arrays.copyOfRange(out, 0, encoder.write(out, 0))));
      }
    }
    assertThat(covered).containsExactly(List.of(100, 102, 104, 106), List.of(101, 103, 105, 107));
  }

  @Test
  void theHeaderIsThatOfTheDraft() {
    encoder.group(1);
    byte[] packet = packet(0x1234, 2, new Random(1));
    encoder.protect(packet, 3, packet.length, 0);
    int end = encoder.write(out, 0);
    assertThat(end).isEqualTo(12 + 20 + 2);
    assertThat(out[1]).as("payload type, no marker").isEqualTo((byte) 49);
    assertThat(Arrays.copyOfRange(out, 4, 8)).as("timestamp").isEqualTo(slice(packet, 7, 4));
    assertThat(Arrays.copyOfRange(out, 8, 12)).containsExactly(0x55, 0x66, 0x77, 0x88);
    assertThat(out[12] & 0xC0).as("R and F").isZero();
    assertThat(out[13]).as("payload type recovery").isEqualTo(packet[4]);
    assertThat(Arrays.copyOfRange(out, 14, 16)).as("length recovery").containsExactly(0, 2);
    assertThat(Arrays.copyOfRange(out, 20, 32))
        .containsExactly(1, 0, 0, 0, 0x11, 0x22, 0x33, 0x44, 0x12, 0x34, 0xC0, 0);
  }

  /** A slow stream does not wait for a group to fill. */
  @Test
  void whatIsThereIsSentAtAPicturesEnd() {
    encoder.group(12);
    byte[] packet = packet(1, 50, new Random(1));
    encoder.protect(packet, 3, packet.length, 0);
    byte[] last = packet(2, 50, new Random(2));
    last[4] |= (byte) 0x80;
    encoder.protect(last, 3, last.length, 59_000_000);
    assertThat(encoder.ready()).isFalse();
    encoder.protect(last, 3, last.length, 61_000_000);
    assertThat(encoder.ready()).isTrue();
    encoder.write(out, 0);
    encoder.write(out, 0);
    assertThat(encoder.ready()).isFalse();
  }

  @Test
  void canBeSwitchedOff() {
    encoder.group(2);
    byte[] packet = packet(1, 50, new Random(1));
    encoder.protect(packet, 3, packet.length, 0);
    encoder.group(0);
    assertThat(encoder.active()).isFalse();
    for (int i = 0; i < 10; i++) {
      encoder.protect(packet, 3, packet.length, 0);
    }
    assertThat(encoder.ready()).isFalse();
    assertThatThrownBy(() -> encoder.group(21)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] packet(int sequence, int size, Random random) {
    byte[] packet = new byte[3 + 12 + size];
    random.nextBytes(packet);
    packet[3] = (byte) (random.nextBoolean() ? 0x90 : 0x80);
    packet[4] = (byte) 96;
    packet[5] = (byte) (sequence >>> 8);
    packet[6] = (byte) sequence;
    packet[11] = 0x11;
    packet[12] = 0x22;
    packet[13] = 0x33;
    packet[14] = 0x44;
    return packet;
  }

  private static byte[] rtp(byte[] packet) {
    return Arrays.copyOfRange(packet, 3, packet.length);
  }

  private static byte[] slice(byte[] b, int at, int length) {
    return Arrays.copyOfRange(b, at, at + length);
  }

  /** Sequence numbers by base and mask, as a receiver reads them. */
  private static List<Integer> covered(byte[] parity) {
    int base = (parity[28] & 0xFF) << 8 | (parity[29] & 0xFF);
    List<Integer> numbers = new ArrayList<>();
    boolean isShort = parity[30] < 0;
    for (int i = 0; i < (isShort ? 15 : 46); i++) {
      int bit = i < 15 ? i + 1 : i + 2;
      if ((parity[30 + bit / 8] >> 7 - bit % 8 & 1) != 0) {
        numbers.add(base + i & 0xFFFF);
      }
    }
    if (!isShort) {
      assertThat(parity[32]).as("the second part of the mask is the last").isNegative();
    }
    return numbers;
  }

  private static byte[] recover(
      byte[] parity, List<Integer> covered, int lost, Map<Integer, byte[]> sent) {
    int headerSize = parity[30] < 0 ? 20 : 24;
    byte[] header = slice(parity, 12, 8);
    byte[] payload = Arrays.copyOfRange(parity, 12 + headerSize, parity.length + 1300);
    for (int number : covered) {
      if (number == lost) {
        continue;
      }
      byte[] other = rtp(sent.get(number));
      int size = other.length - 12;
      header[0] ^= other[0];
      header[1] ^= other[1];
      header[2] ^= (byte) (size >>> 8);
      header[3] ^= (byte) size;
      for (int i = 4; i < 8; i++) {
        header[i] ^= other[i];
      }
      for (int i = 0; i < size; i++) {
        payload[i] ^= other[12 + i];
      }
    }
    int size = (header[2] & 0xFF) << 8 | (header[3] & 0xFF);
    byte[] packet = new byte[12 + size];
    packet[0] = (byte) (header[0] & 0x3F | 0x80);
    packet[1] = header[1];
    packet[2] = (byte) (lost >>> 8);
    packet[3] = (byte) lost;
    System.arraycopy(header, 4, packet, 4, 4);
    System.arraycopy(slice(parity, 24, 4), 0, packet, 8, 4);
    System.arraycopy(payload, 0, packet, 12, size);
    return packet;
  }
}
