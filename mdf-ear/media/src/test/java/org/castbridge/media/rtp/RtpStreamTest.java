/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.castbridge.media.payload.Payloads;
import org.castbridge.media.payload.RtpPayload;
import org.junit.jupiter.api.Test;

class RtpStreamTest {
  private static final long SECOND = 1_000_000_000L;
  private final RtpPayload payload = Payloads.single((byte) 0xAB, (byte) 0xCD, (byte) 2, (byte) 3);

  @Test
  void headerIsThatOfRfc3550() {
    RtpStream stream = new RtpStream(102, 0x11223344, new RtpClock(0, 90_000), null, new Random(1));
    int first = stream.nextSequence();
    byte[] b = new byte[40];
    int end = stream.write(b, 1, payload, 0xDEADBEEF);
    assertThat(HexFormat.of().formatHex(b, 1, end))
        .isEqualTo(String.format("80e6%04xdeadbeef11223344abcd0203", first));
    assertThat(stream.packets()).isEqualTo(1);
    assertThat(stream.octets()).isEqualTo(4);
  }

  @Test
  void sequenceStartsInTheLowerHalfAndWraps() {
    for (int seed = 0; seed < 200; seed++) {
      RtpStream stream = new RtpStream(96, 1, new RtpClock(0, 90_000), null, new Random(seed));
      assertThat(stream.nextSequence()).isBetween(0, 32767);
    }
    RtpStream stream = new RtpStream(96, 1, new RtpClock(0, 90_000), null, new Random(3));
    int first = stream.nextSequence();
    byte[] b = new byte[40];
    for (int i = 0; i < 65536; i++) {
      stream.write(b, 0, payload, i);
    }
    assertThat(stream.nextSequence()).isEqualTo(first);
  }

  @Test
  void midGoesWithTheFirstPacketsOnly() {
    byte[] mid = RtpHeader.midExtension(4, "v0");
    assertThat(HexFormat.of().formatHex(mid)).isEqualTo("bede000141763000");
    RtpStream stream = new RtpStream(96, 1, new RtpClock(0, 90_000), mid, new Random(1));
    byte[] b = new byte[60];
    assertThat(stream.write(b, 0, payload, 0)).isEqualTo(12 + 8 + 4);
    assertThat(b[0]).isEqualTo((byte) 0x90);
    for (int i = 1; i < 50; i++) {
      stream.write(b, 0, payload, 0);
    }
    assertThat(stream.write(b, 0, payload, 0)).isEqualTo(12 + 4);
    assertThat(b[0]).isEqualTo((byte) 0x80);
    assertThatThrownBy(() -> RtpHeader.midExtension(15, "0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RtpHeader.midExtension(1, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clockIsExactAndWraps() {
    RtpClock video = new RtpClock(0xFFFFFFFF, 90_000);
    assertThat(video.timestamp(0)).isEqualTo(-1);
    assertThat(video.timestamp(SECOND / 90_000 + 1)).isEqualTo(0);
    assertThat(new RtpClock(0, 90_000).timestamp(40_000_000)).isEqualTo(3600);
    RtpClock audio = new RtpClock(5, 48_000);
    for (long i = 0; i < 3000; i++) {
      assertThat(audio.timestamp(i * 20_000_000)).isEqualTo((int) (5 + 960 * i));
    }
  }

  @Test
  void clockDoesNotOverflowAfterWeeks() {
    long weeks = 30L * 24 * 3600;
    assertThat(new RtpClock(7, 90_000).timestamp(weeks * SECOND))
        .isEqualTo((int) (7 + weeks * 90_000));
  }
}
