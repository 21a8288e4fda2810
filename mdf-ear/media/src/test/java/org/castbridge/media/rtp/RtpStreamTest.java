/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.Payloads;
import org.junit.jupiter.api.Test;

class RtpStreamTest {
  private static final long SECOND = 1_000_000_000L;
  private final PacketisedUnit unit = Payloads.single((byte) 0xAB, (byte) 0xCD, (byte) 2, (byte) 3);

  @Test
  void headerIsThatOfRfc3550() {
    RtpStream stream = new RtpStream(0x11223344, new RtpClock(0, 90_000), new Random(1));
    int first = stream.nextSequence();
    byte[] b = new byte[40];
    int end = stream.write(b, 1, 102, 0xDEADBEEF, unit, 0, 0);
    assertThat(HexFormat.of().formatHex(b, 1, end))
        .isEqualTo(String.format("80e6%04xdeadbeef11223344abcd0203", first));
    assertThat(stream.packets()).isEqualTo(1);
    assertThat(stream.octets()).isEqualTo(4);
  }

  /** RFC 3550 section 5.1. */
  @Test
  void aPacketNearlyAsLongAsTheOneBeforeItIsPaddedToItsLength() throws Exception {
    PacketisedUnit picture = Payloads.single(new byte[2300]); // 767, 767 and 765 bytes of it
    assertThat(picture.padding(1)).isZero();
    assertThat(picture.padding(2)).isEqualTo(2);
    RtpStream stream = new RtpStream(1, new RtpClock(0, 90_000), new Random(1));
    byte[] b = new byte[1300];
    int end = stream.write(b, 0, 96, 0, picture, 0, 0);
    assertThat(b[0]).isEqualTo((byte) 0x80);
    assertThat(stream.write(b, 0, 96, 0, picture, 1, 0)).isEqualTo(end);
    assertThat(stream.write(b, 0, 96, 0, picture, 2, 0)).isEqualTo(end);
    assertThat(b[0]).isEqualTo((byte) 0xA0);
    assertThat(HexFormat.of().formatHex(b, end - 2, end)).isEqualTo("0002");
    assertThat(stream.octets()).isEqualTo(picture.size());
  }

  @Test
  void sequenceStartsInTheLowerHalfAndWraps() {
    for (int seed = 0; seed < 200; seed++) {
      RtpStream stream = new RtpStream(1, new RtpClock(0, 90_000), new Random(seed));
      assertThat(stream.nextSequence()).isBetween(0, 32767);
    }
    RtpStream stream = new RtpStream(1, new RtpClock(0, 90_000), new Random(3));
    int first = stream.nextSequence();
    byte[] b = new byte[40];
    for (int i = 0; i < 65536; i++) {
      stream.write(b, 0, 96, i, unit, 0, 0);
    }
    assertThat(stream.nextSequence()).isEqualTo(first);
  }

  @Test
  void extensionsGoWithTheFirstPacketsOnly() {
    byte[] mid = RtpHeader.extension(List.of(RtpHeader.mid(4, "v0")));
    assertThat(HexFormat.of().formatHex(mid)).isEqualTo("bede000141763000");
    RtpStream stream = new RtpStream(1, new RtpClock(0, 90_000), new Random(1));
    stream.announce(mid);
    byte[] b = new byte[60];
    assertThat(stream.write(b, 0, 96, 0, unit, 0, 0)).isEqualTo(12 + 8 + 4);
    assertThat(b[0]).isEqualTo((byte) 0x90);
    for (int i = 1; i < 50; i++) {
      stream.write(b, 0, 96, 0, unit, 0, 0);
    }
    assertThat(stream.write(b, 0, 96, 0, unit, 0, 0)).isEqualTo(12 + 4);
    assertThat(b[0]).isEqualTo((byte) 0x80);
    assertThatThrownBy(() -> RtpHeader.mid(15, "0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RtpHeader.mid(1, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void playoutDelayIsTwelveBitsEach() {
    byte[] both =
        RtpHeader.extension(List.of(RtpHeader.mid(1, "0"), RtpHeader.playoutDelay(6, 0, 200)));
    assertThat(HexFormat.of().formatHex(both)).isEqualTo("bede00021030620000140000");
    assertThat(HexFormat.of().formatHex(RtpHeader.playoutDelay(6, 1230, 40_950)))
        .isEqualTo("6207bfff");
    assertThat(RtpHeader.extension(List.of())).isNull();
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
