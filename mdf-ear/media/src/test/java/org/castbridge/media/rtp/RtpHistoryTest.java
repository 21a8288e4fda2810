/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.castbridge.media.payload.Payloads;
import org.castbridge.media.payload.RtpPayload;
import org.junit.jupiter.api.Test;

class RtpHistoryTest {
  private final RtpPayload payload = Payloads.single((byte) 1, (byte) 2, (byte) 3);

  @Test
  void keepsTheLastPacketsAcrossTheWrap() {
    RtpHistory history = new RtpHistory(64);
    for (int seq = 65500; seq < 65536 + 40; seq++) {
      history.add(seq, seq, payload);
    }
    for (int seq = 65536 + 40 - 64; seq < 65536 + 40; seq++) {
      assertThat(history.find(seq & 0xFFFF).timestamp()).isEqualTo(seq);
    }
    assertThat(history.find(65536 + 40 - 65)).isNull();
    assertThat(history.find(40)).isNull();
    assertThat(history.find(0).sequence()).isZero();
  }

  @Test
  void aPacketIsClaimedOnceAnInterval() {
    RtpHistory history = new RtpHistory(2);
    history.add(1, 0, payload);
    RtpHistory.Sent sent = history.find(1);
    assertThat(sent.claim(1100, 100)).isTrue();
    assertThat(sent.claim(1199, 100)).isFalse();
  }

  @Test
  void capacityIsAPowerOfTwo() {
    assertThatThrownBy(() -> new RtpHistory(100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RtpHistory(65536)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void retransmissionIsThatOfRfc4588() {
    RtpHistory history = new RtpHistory(2);
    history.add(0xFFFE, 0x01020304, payload);
    RtxStream rtx = new RtxStream(97, 0xCAFEBABE, new Random(5));
    int sequence = new Random(5).nextInt(1 << 15);
    byte[] b = new byte[40];
    int end = rtx.write(b, 0, history.find(0xFFFE));
    assertThat(HexFormat.of().formatHex(b, 0, end))
        .isEqualTo(String.format("80e1%04x01020304cafebabefffe010203", sequence));
    rtx.write(b, 0, history.find(0xFFFE));
    assertThat((b[2] & 0xFF) << 8 | (b[3] & 0xFF)).isEqualTo(sequence + 1);
    assertThat(rtx.packets()).isEqualTo(2);
    assertThat(rtx.octets()).isEqualTo(10);
  }
}
