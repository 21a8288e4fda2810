/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {
  private static final int ITERATIONS = Integer.getInteger("castbridge.fuzz.iterations", 50_000);

  /** Draft section 3.1: a run of two, a vector of 14, one of 7 cut by the count; 64 ms * 3. */
  @Test
  void readsRunsAndVectors() throws Exception {
    String compound = "afcd0007 00000001 00000002 fffe0011 00000305 2002a000 e0000408 0cfff001";
    TransportFeedback feedback = (TransportFeedback) parse(compound).get(0);
    assertThat(feedback.baseSequence()).isEqualTo(0xFFFE);
    assertThat(feedback.count()).isEqualTo(17);
    assertThat(feedback.number()).isEqualTo(5);
    assertThat(feedback.received()).containsExactly(0, 1, 2, 16);
    assertThat(feedback.lost()).isEqualTo(13);
    assertThat(feedback.arrivalUs()).containsExactly(193_000, 195_000, 198_000, 198_000 - 16 * 250);
  }

  @Test
  void refusesWhatCannotBe() {
    assertRefused("8fcd0005 00000001 00000002 00000001 00000000 00000000", "empty run");
    assertRefused("8fcd0005 00000001 00000002 0000ffff 00000000 3fff3fff", "times of arrival");
    assertRefused("8fcd0005 00000001 00000002 00000001 00000000 60010000", "status 3");
    assertRefused("8fcd0002 00000001 00000002", "ends early");
  }

  @Test
  void aCountWithoutPacketsTakesNoRoom() throws Exception {
    StringBuilder chunks = new StringBuilder();
    chunks.append("1fff".repeat(8));
    TransportFeedback feedback =
        (TransportFeedback)
            parse("8fcd0008 00000001 00000002 0000fff8 00000000".replace(" ", "") + chunks).get(0);
    assertThat(feedback.count()).isEqualTo(0xFFF8);
    assertThat(feedback.received()).isEmpty();
  }

  /** REMB and transport feedback from strangers, together with everything else. */
  @Test
  void anythingMayCome() {
    Random random = new Random(2);
    int parsed = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      byte[] b = new byte[4 * (1 + random.nextInt(40))];
      for (int n = 0; n < b.length; n++) {
        b[n] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(4));
      }
      boolean remb = random.nextBoolean();
      b[0] = (byte) 0x8F;
      b[1] = (byte) (remb ? 206 : 205);
      b[2] = 0;
      b[3] = (byte) (b.length / 4 - 1);
      if (remb && b.length > 16) {
        System.arraycopy(new byte[] {'R', 'E', 'M', 'B'}, 0, b, 12, 4);
      }
      try {
        RtcpPacket packet = RtcpParser.parse(b, 0, b.length).get(0);
        parsed++;
        if (packet instanceof TransportFeedback feedback) {
          assertThat(feedback.received().length).isLessThanOrEqualTo(b.length);
          assertThat(feedback.lost()).isNotNegative();
        }
      } catch (RtcpException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(parsed).isBetween(ITERATIONS / 100, ITERATIONS);
  }

  private static void assertRefused(String hex, String message) {
    assertThatThrownBy(() -> parse(hex))
        .isInstanceOf(RtcpException.class)
        .hasMessageContaining(message);
  }

  private static List<RtcpPacket> parse(String hex) throws RtcpException {
    byte[] b = HexFormat.of().parseHex(hex.replace(" ", ""));
    return RtcpParser.parse(b, 0, b.length);
  }
}
