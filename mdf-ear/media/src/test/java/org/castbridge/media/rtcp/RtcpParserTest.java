/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.castbridge.media.live.Fuzz;
import org.junit.jupiter.api.Test;

class RtcpParserTest {

  @Test
  void receiverReportAndRemb() throws Exception {
    List<RtcpPacket> packets =
        parse(
            "81c90007 00000001 11223344 80ffffff 00012345 00000010 aabbccdd 00008000",
            "8fce0005 00000001 00000000 52454d42 010a2345 11223344");
    assertThat(packets)
        .containsExactly(
            new RtcpPacket.ReceiverReport(
                1,
                List.of(new ReportBlock(0x11223344, 0x80, -1, 0x12345, 0x10, 0xaabbccdd, 0x8000))),
            new RtcpPacket.EstimatedBitrate(1, 0x22345L << 2, List.of(0x11223344)));
  }

  @Test
  void nackListsTheFollowingPackets() throws Exception {
    assertThat(parse("81cd0003 00000001 00000002 ffff8001"))
        .containsExactly(new RtcpPacket.Nack(1, 2, List.of(0xFFFF, 0, 15)));
  }

  @Test
  void pictureLossAndFullIntraRequest() throws Exception {
    assertThat(parse("81ce0002 00000001 00000002", "84ce0004 00000001 00000000 00000002 07000000"))
        .containsExactly(
            new RtcpPacket.PictureLoss(1, 2), new RtcpPacket.FullIntraRequest(1, List.of(2)));
  }

  @Test
  void byeWithReasonAndPadding() throws Exception {
    assertThat(parse("a1cb0003 00000005 03627965 00000004"))
        .containsExactly(new RtcpPacket.Bye(List.of(5)));
  }

  @Test
  void unknownPacketsAreSkipped() throws Exception {
    assertThat(
            parse(
                "85cd0003 00000001 00000002 00000000",
                "80cf0001 00000001",
                "81ce0002 00000001 00000002"))
        .containsExactly(
            new RtcpPacket.Unknown(205, 5),
            new RtcpPacket.Unknown(207, 0),
            new RtcpPacket.PictureLoss(1, 2));
  }

  @Test
  void errorsNameThePlace() {
    assertThatThrownBy(() -> parse("81ce0002 00000001 00000002", "41ce0002"))
        .isInstanceOf(RtcpException.class)
        .hasMessageContaining("version 1")
        .hasMessageContaining("byte 16");
    assertThatThrownBy(() -> parse("81c90002 00000001 00000002"))
        .hasMessageContaining("ends early");
    assertThatThrownBy(() -> parse("81ce0003 00000001")).hasMessageContaining("16 bytes in 8");
    assertThatThrownBy(() -> parse("a1cb0001 00000005")).hasMessageContaining("padding");
    assertThatThrownBy(() -> RtcpParser.parse(new byte[0], 0, 0)).isInstanceOf(RtcpException.class);
  }

  @Test
  void arbitraryBytesGiveTheTypedErrorOnly() {
    Fuzz.run(
        3550,
        new byte[][] {new byte[0]},
        (none, length, random) -> {
          byte[] data = new byte[random.nextInt(201)];
          random.nextBytes(data);
          parsesOrRefuses(data);
        });
  }

  /** Damage to well-formed packets reaches deeper than arbitrary bytes do. */
  @Test
  void damagedPacketsGiveTheTypedErrorOnly() {
    byte[][] samples =
        Stream.of(
                "82c8000c 00000001 0000000200000003 00000004 00000005 00000006"
                    + "11223344 80ffffff 00012345 00000010 aabbccdd 00008000",
                "81c90007 00000001 11223344 80ffffff 00012345 00000010 aabbccdd 00008000",
                "81ca0004 00000001 01064162 63646566 00000000",
                "a1cb0003 00000005 03627965 00000004",
                "81cd0003 00000001 00000002 ffff8001",
                "84ce0004 00000001 00000000 00000002 07000000",
                "8fce0005 00000001 00000000 52454d42 010a2345 11223344")
            .map(RtcpParserTest::hex)
            .toArray(byte[][]::new);
    Fuzz.run(4585, samples, (data, length, random) -> parsesOrRefuses(Arrays.copyOf(data, length)));
  }

  private static void parsesOrRefuses(byte[] data) {
    try {
      assertThat(RtcpParser.parse(data, 0, data.length)).isNotEmpty();
    } catch (RtcpException e) {
      assertThat(e.position()).isBetween(0, data.length);
    }
  }

  private static List<RtcpPacket> parse(String... packets) throws RtcpException {
    byte[] data = hex("ffff" + String.join("", packets));
    return RtcpParser.parse(data, 2, data.length - 2);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
