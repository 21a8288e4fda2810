/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.castbridge.media.film.Codec;
import org.castbridge.media.rtcp.RtcpWriter;
import org.castbridge.media.rtp.RtpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RtpSourceTest {
  private static final long MS = 1_000_000;
  private static final int PATIENCE_MS = 50;

  private final CollectingSink sink = new CollectingSink();
  private final RtpSource source =
      new RtpSource(
          List.of(RtpSource.Format.video(Codec.VP8, 96), RtpSource.Format.audio(Codec.OPUS, 97, 2)),
          PATIENCE_MS * MS,
          sink);

  private static byte[] packet(int payloadType, int sequence, int timestamp, byte... payload) {
    byte[] b = new byte[12 + payload.length];
    RtpHeader.write(b, 0, payloadType, true, sequence, timestamp, 5 + payloadType, false);
    System.arraycopy(payload, 0, b, 12, payload.length);
    return b;
  }

  private static byte[] picture(int sequence, boolean key) {
    byte tag = (byte) (key ? 0x10 : 0x11);
    return packet(
        96,
        sequence,
        sequence * 3600,
        (byte) 0x10,
        tag,
        (byte) 0,
        (byte) 0,
        (byte) 0x9D,
        (byte) 1,
        (byte) 0x2A,
        (byte) 64,
        (byte) 1,
        (byte) 180,
        (byte) 0,
        (byte) 7);
  }

  private void rtp(int stream, byte[] b, long atMs) {
    source.rtp(stream, b, 0, b.length, atMs * MS);
  }

  @Test
  void pictureAndSoundOnOneTimeLine() {
    for (int i = 0; i < 10; i++) {
      rtp(0, picture(i, i == 0), i * 40);
      rtp(1, packet(97, i, i * 1920, (byte) 0xFC, (byte) 1, (byte) 2), i * 40 + 90);
    }
    assertThat(sink.formats).singleElement().satisfies(f -> assertThat(f.width()).isEqualTo(320));
    assertThat(sink.pictures).hasSize(10);
    assertThat(sink.audio.get(0)).hasSize(10);
    long before = sink.audio.get(0).get(9).ptsUs() - sink.pictures.get(9).ptsUs();
    assertThat(before).isEqualTo(90_000);
    report(5 + 96, 9 * 3600, 400);
    report(5 + 97, 9 * 1920, 401);
    rtp(0, picture(10, false), 400);
    rtp(1, packet(97, 10, 10 * 1920, (byte) 0xFC, (byte) 1), 490);
    long after = sink.audio.get(0).get(10).ptsUs() - sink.pictures.get(10).ptsUs();
    assertThat(after).as("put in step by the sender's reports").isBetween(-10L, 10L);
  }

  private void report(int ssrc, int timestamp, long atMs) {
    byte[] b = new byte[200];
    int length = new RtcpWriter("c").senderReport(b, 0, ssrc, 1L << 40, timestamp, 1, 1);
    source.rtcp(b, 0, length, atMs * MS);
  }

  @Test
  void aPictureThatIsMissingHoldsBackWhatDependsOnIt() {
    rtp(0, picture(0, true), 0);
    rtp(0, picture(2, false), 80);
    assertThat(sink.pictures).hasSize(1);
    source.handleTimeout((80 + PATIENCE_MS) * MS);
    assertThat(sink.pictures).hasSize(1);
    assertThat(source.wantsKeyFrame()).isTrue();
    rtp(0, picture(3, true), 200);
    assertThat(sink.pictures).hasSize(2);
    assertThat(source.wantsKeyFrame()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void noPacketMakesItThrowOrGrow(Codec codec) {
    RtpSource.Format format =
        codec == Codec.OPUS
            ? RtpSource.Format.audio(codec, 96, 2)
            : RtpSource.Format.video(codec, 96);
    RtpSource target = new RtpSource(List.of(format), PATIENCE_MS * MS, sink);
    byte[] noise = new byte[200];
    new Random(codec.ordinal()).nextBytes(noise);
    byte[] report = new byte[64];
    new RtcpWriter("c").senderReport(report, 0, 5 + 96, 1L << 40, 7, 1, 1);
    int[] sequence = {0};
    Fuzz.run(
        17 + codec.ordinal(),
        new byte[][] {picture(0, true), packet(96, 0, 0, noise), report},
        (input, length, random) -> {
          if (length > 4 && random.nextInt(8) != 0) {
            input[2] = (byte) (sequence[0] >> 8);
            input[3] = (byte) sequence[0]++;
          }
          long now = sequence[0] * MS;
          target.rtp(0, input, 0, length, now);
          target.rtcp(input, 0, length, now);
          target.handleTimeout(now);
          sink.clear();
        });
    assertThat(target.malformed()).isPositive();
  }
}
