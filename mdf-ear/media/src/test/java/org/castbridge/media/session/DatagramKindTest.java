/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatagramKindTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, STUN",
    "3, 0, STUN",
    "4, 0, OTHER",
    "19, 0, OTHER",
    "20, 0, DTLS",
    "63, 0, DTLS",
    "64, 0, OTHER",
    "127, 0, OTHER",
    "128, 96, RTP",
    "191, 191, RTP",
    "128, 192, RTCP",
    "129, 223, RTCP",
    "128, 224, RTP",
    "192, 200, OTHER",
    "255, 255, OTHER"
  })
  void firstBytesTell(int first, int second, DatagramKind kind) {
    byte[] b = {99, (byte) first, (byte) second};
    assertThat(DatagramKind.of(b, 1, 2)).isEqualTo(kind);
  }

  @Test
  void shorterOnesAreNothing() {
    assertThat(DatagramKind.of(new byte[] {0}, 0, 1)).isEqualTo(DatagramKind.OTHER);
    assertThat(DatagramKind.of(new byte[0], 0, 0)).isEqualTo(DatagramKind.OTHER);
  }
}
