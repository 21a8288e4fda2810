/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.castbridge.media.rtcp.ReportBlock;
import org.castbridge.media.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

class RtpReceiverTest {
  private static final long MS = 1_000_000;
  private static final long PATIENCE = 50 * MS;
  private static final int SSRC = 0x1234;

  private final List<Integer> got = new ArrayList<>();
  private final List<Integer> losses = new ArrayList<>();
  private int restarts;

  private final RtpReceiver receiver =
      new RtpReceiver(
          90_000,
          PATIENCE,
          new RtpReceiver.Sink() {
            @Override
            public void payload(
                byte[] b,
                int offset,
                int length,
                int payloadType,
                int timestamp,
                boolean marker,
                boolean lossBefore,
                long arrival) {
              assertThat(length).isEqualTo(2);
              int number = (b[offset] & 0xFF) << 8 | b[offset + 1] & 0xFF;
              got.add(number);
              if (lossBefore) {
                losses.add(number);
              }
            }

            @Override
            public void restarted() {
              restarts++;
            }
          });

  private void send(int ssrc, int sequence, long now) {
    byte[] packet = new byte[20];
    int end = RtpHeader.write(packet, 3, 96, false, sequence, sequence * 3600, ssrc, false);
    packet[end] = (byte) (sequence >> 8);
    packet[end + 1] = (byte) sequence;
    receiver.handle(packet, 3, end + 2 - 3, now);
  }

  private void send(int sequence, long now) {
    send(SSRC, sequence, now);
  }

  @Test
  void inOrderOverTheWrap() {
    for (int i = 65_500; i < 65_600; i++) {
      send(i & 0xFFFF, i * MS);
    }
    assertThat(got).hasSize(100).startsWith(65_500).endsWith(63);
    assertThat(losses).isEmpty();
    assertThat(receiver.statistics().lost()).isZero();
  }

  @Test
  void putsInOrderAndTakesEachOnce() {
    for (int sequence : new int[] {1, 3, 2, 2, 5, 6, 4, 7, 1}) {
      send(sequence, sequence * MS);
    }
    assertThat(got).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(losses).isEmpty();
    assertThat(receiver.statistics().duplicates()).isEqualTo(2);
  }

  @Test
  void aMissingPacketIsWaitedForAsLongAsPatienceLasts() {
    send(1, 0);
    send(3, 10 * MS);
    send(4, 20 * MS);
    int[] missing = new int[4];
    assertThat(receiver.missing(missing)).isEqualTo(1);
    assertThat(missing[0]).isEqualTo(2);
    assertThat(receiver.nextTimeout()).isEqualTo(10 * MS + PATIENCE);
    receiver.handleTimeout(10 * MS + PATIENCE - 1);
    assertThat(got).containsExactly(1);
    receiver.handleTimeout(10 * MS + PATIENCE);
    assertThat(got).containsExactly(1, 3, 4);
    assertThat(losses).containsExactly(3);
    assertThat(receiver.statistics().lost()).isEqualTo(1);
    assertThat(receiver.nextTimeout()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aStrangerAmidstIsDropped() {
    send(1, 0);
    send(2, 10 * MS);
    send(0xBAD, 700, 11 * MS);
    send(3, 20 * MS);
    assertThat(got).containsExactly(1, 2, 3);
    assertThat(receiver.statistics().strangers()).isEqualTo(1);
    assertThat(restarts).isZero();
  }

  @Test
  void anotherSenderAfterSilenceIsARestart() {
    send(100, 0);
    send(101, 10 * MS);
    send(0xCAFE, 40_000, 2_000 * MS);
    send(0xCAFE, 40_001, 2_010 * MS);
    assertThat(got).containsExactly(100, 101, 40_000, 40_001);
    assertThat(restarts).isEqualTo(1);
    assertThat(receiver.statistics().restarts()).isEqualTo(1);
    assertThat(losses).isEmpty();
  }

  @Test
  void theSameSenderWithOtherNumbersIsBelievedTheSecondTime() {
    send(100, 0);
    send(30_000, 10 * MS);
    send(101, 11 * MS);
    assertThat(got).containsExactly(100, 101);
    send(30_500, 12 * MS);
    send(30_501, 13 * MS);
    send(30_502, 14 * MS);
    assertThat(restarts).isEqualTo(1);
    assertThat(got).containsExactly(100, 101, 30_501, 30_502);
  }

  @Test
  void reportsLossAndJitter() {
    for (int i = 0; i < 100; i++) {
      if (i % 4 != 3) {
        send(i, i * 40 * MS);
      }
    }
    ReportBlock block = receiver.statistics().report(4_000 * MS);
    assertThat(block.ssrc()).isEqualTo(SSRC);
    assertThat(block.cumulativeLost()).isEqualTo(24);
    assertThat(block.fractionLost()).isBetween(61, 64);
    assertThat(block.highestSequence() & 0xFFFF).isEqualTo(98);
    assertThat(block.jitter()).isLessThan(20);
    assertThat(receiver.statistics().report(4_001 * MS).fractionLost()).isZero();
  }

  /** Whatever the network does, what comes out rises, is a subset of what was sent, and whole. */
  @Test
  void randomNetworks() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      got.clear();
      RtpReceiverTest other = new RtpReceiverTest();
      int first = random.nextInt(60_000);
      List<long[]> schedule = new ArrayList<>();
      TreeSet<Integer> sent = new TreeSet<>();
      for (int i = 0; i < 2_000; i++) {
        if (random.nextInt(20) != 0 || i == 0) {
          int copies = random.nextInt(30) == 0 ? 2 : 1;
          for (int c = 0; c < copies; c++) {
            long jitter = i == 0 ? 0 : random.nextInt(40) * MS; // below the patience
            schedule.add(new long[] {i * MS + jitter, i});
          }
          sent.add(i);
        }
      }
      Collections.sort(schedule, (a, b) -> Long.compare(a[0], b[0]));
      for (long[] packet : schedule) {
        other.send((first + (int) packet[1]) & 0xFFFF, packet[0]);
      }
      other.receiver.handleTimeout(Long.MAX_VALUE / 2);
      List<Integer> expected = sent.stream().map(i -> (first + i) & 0xFFFF).toList();
      assertThat(other.got).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void noInputMakesItThrowOrGrow() {
    byte[] plain = new byte[60];
    RtpHeader.write(plain, 0, 96, true, 7, 1234, SSRC, false);
    byte[] extended = new byte[80];
    RtpHeader.write(extended, 0, 96, true, 7, 1234, SSRC, true);
    extended[12] = (byte) 0xBE;
    extended[13] = (byte) 0xDE;
    extended[15] = 2;
    long[] bytes = {0};
    RtpReceiver target =
        new RtpReceiver(
            90_000,
            PATIENCE,
            new RtpReceiver.Sink() {
              @Override
              public void payload(
                  byte[] b, int o, int l, int pt, int ts, boolean m, boolean loss, long at) {
                bytes[0] += l;
                assertThat(o + l).isLessThanOrEqualTo(b.length);
              }

              @Override
              public void restarted() {}
            });
    long[] now = {0};
    int[] missing = new int[64];
    Fuzz.run(
        3,
        new byte[][] {plain, extended},
        (input, length, random) -> {
          if (random.nextInt(3) != 0 && length >= 4) {
            input[2] = (byte) (now[0] / MS >> 8);
            input[3] = (byte) (now[0] / MS);
          }
          now[0] += random.nextInt(2_000) * MS / 1_000;
          target.handle(input, 0, length, now[0]);
          if (random.nextBoolean()) {
            target.handleTimeout(now[0]);
          }
          target.missing(missing);
          target.statistics().report(now[0]);
        });
    assertThat(bytes[0]).isPositive();
  }
}
