/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Track;
import org.junit.jupiter.api.Test;

class RedWriterTest {
  private final RedWriter red = new RedWriter(111);
  private final byte[] out = new byte[1500];

  /** RFC 2198 section 3: the oldest block first, each header 1, type, offset, length. */
  @Test
  void earlierPacketsComeFirst() throws Exception {
    assertThat(write(0, 2, 0xA1)).isEqualTo("6f" + "a1");
    assertThat(write(960, 1, 0xB1, 0xB2)).isEqualTo("ef" + "0f0001" + "6f" + "a1" + "b1b2");
    assertThat(write(1920, 2, 0xC1))
        .isEqualTo("ef" + "1e0001" + "ef" + "0f0002" + "6f" + "a1" + "b1b2" + "c1");
    assertThat(write(2880, 0, 0xD1)).isEqualTo("6f" + "d1");
  }

  @Test
  void whatPassedPlainlyIsRepeatedToo() throws Exception {
    red.passed(unit(new byte[] {1}), 100);
    assertThat(write(1060, 1, 2)).isEqualTo("ef" + "0f0001" + "6f" + "01" + "02");
  }

  /** After a seek the gap in time is more than 14 bits. */
  @Test
  void aGapIsNotBridged() throws Exception {
    write(0, 2, 0xA1);
    assertThat(write(16_384, 2, 0xB1)).isEqualTo("6fb1");
    assertThat(write(16_384 + 16_383, 2, 0xC1)).startsWith("ef" + "fffc01");
    assertThat(write(5, 2, 0xD1)).as("nor is time running backwards").isEqualTo("6fd1");
  }

  @Test
  void packetsStayBelowAnMtu() throws Exception {
    for (int i = 0; i < 5; i++) {
      int end = red.write(unit(new byte[500]), 960 * i, 2, out, 0);
      assertThat(end).isEqualTo(i == 0 ? 501 : 1 + 4 + 1000);
    }
    red.write(unit(new byte[1200]), 4800, 2, out, 0);
    assertThat(red.write(unit(new byte[10]), 5760, 2, out, 0))
        .as("without the large one")
        .isEqualTo(11);
  }

  private String write(int timestamp, int depth, int... opus) throws PayloadException {
    byte[] data = new byte[opus.length];
    Arrays.setAll(opus, i -> data[i] = (byte) opus[i]);
    int end = red.write(unit(data), timestamp, depth, out, 4);
    return HexFormat.of().formatHex(out, 4, end);
  }

  private static PacketisedUnit unit(byte[] opus) throws PayloadException {
    return new OpusPayloader().packetise(new AccessUnit(Track.AUDIO, 0, true, opus));
  }
}
