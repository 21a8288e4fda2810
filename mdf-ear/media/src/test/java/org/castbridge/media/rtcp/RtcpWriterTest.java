/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpWriterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void senderReportReadsBack() throws Exception {
    for (String cname : List.of("a", "ab", "abc", "abcd", "0123456789abcdef")) {
      byte[] b = new byte[100];
      java.util.Arrays.fill(b, (byte) 0x55);
      int end = new RtcpWriter(cname).senderReport(b, 3, 0xCAFE, 0x1122334455667788L, 99, 5, 6000);
      assertThat((end - 3) % 4).isZero();
      assertThat(RtcpParser.parse(b, 3, end - 3))
          .containsExactly(
              new RtcpPacket.SenderReport(0xCAFE, 0x1122334455667788L, 99, 5, 6000, List.of()),
              new RtcpPacket.SourceDescription(
                  List.of(new RtcpPacket.SourceDescription.Chunk(0xCAFE, cname))));
    }
  }

  @Test
  void byeReadsBack() throws Exception {
    byte[] b = new byte[100];
    int end = new RtcpWriter("x").bye(b, 0, new int[] {1, -2});
    List<RtcpPacket> packets = RtcpParser.parse(b, 0, end);
    assertThat(packets).hasSize(3).endsWith(new RtcpPacket.Bye(List.of(1, -2)));
    assertThat(packets.get(0)).isEqualTo(new RtcpPacket.ReceiverReport(1, List.of()));
  }

  @Test
  void ntpCountsFrom1900() {
    NtpClock clock = new NtpClock(Instant.parse("2036-02-07T06:28:15.500Z"), 70);
    assertThat(clock.timestamp(70)).isEqualTo(0xFFFFFFFF_80000000L);
    // era 1 begins: the seconds wrap
    assertThat(clock.timestamp(70 + SECOND)).isEqualTo(0x00000000_80000000L);
    assertThat(clock.timestamp(70 - SECOND)).isEqualTo(0xFFFFFFFE_80000000L);
    assertThat(clock.compact(70)).isEqualTo(0xFFFF8000);
  }

  @Test
  void roundTripTimeOfRfc3550sExample() {
    // section 6.4.1: 6.125 seconds
    ReportBlock block = new ReportBlock(0, 0, 0, 0, 0, 0xb705_2000, 0x0005_4000);
    assertThat(block.roundTripNanos(0xb710_8000)).isEqualTo(6_125_000_000L);
    assertThat(new ReportBlock(0, 0, 0, 0, 0, 0, 0).roundTripNanos(5)).isEqualTo(-1);
    assertThat(new ReportBlock(0, 0, 0, 0, 0, 100, 50).roundTripNanos(120)).isEqualTo(-1);
  }
}
