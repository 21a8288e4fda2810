/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final List<byte[]> frames = new ArrayList<>();
  private final FrameReader reader = new FrameReader();

  private boolean read(byte[] b, int from, int to) {
    return reader.read(
        Unpooled.wrappedBuffer(b, from, to - from),
        (frame, length) -> frames.add(Arrays.copyOf(frame, length)));
  }

  /** However TCP cuts the stream, the frames are the same. */
  @Test
  void framesComeOutAsTheyWentIn() {
    Random random = new Random(4571);
    for (int round = 0; round < 200; round++) {
      frames.clear();
      List<byte[]> sent = new ArrayList<>();
      ByteBuf stream = Unpooled.buffer();
      for (int i = 0; i < 20; i++) {
        byte[] frame =
            new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(FrameReader.MAX_FRAME) + 1];
        random.nextBytes(frame);
        stream.writeShort(frame.length).writeBytes(frame);
        if (frame.length > 0) {
          sent.add(frame);
        }
      }
      byte[] bytes = Arrays.copyOf(stream.array(), stream.readableBytes());
      for (int at = 0; at < bytes.length; ) {
        int next = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
        assertThat(read(bytes, at, next)).isTrue();
        at = next;
      }
      assertThat(frames.toArray(new byte[0][])).isDeepEqualTo(sent.toArray(new byte[0][]));
    }
  }

  @Test
  void whatIsTooLongForAFrameEndsTheReading() {
    assertThat(read(new byte[] {8, 0, 1}, 0, 3)).as("2048").isFalse();
    assertThat(frames).isEmpty();
  }

  /** Noise never breaks it, and it never holds more than a frame. */
  @Test
  void noiseIsReadOrRefused() {
    Random random = new Random(6544);
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", 20_000);
    FrameReader current = new FrameReader();
    for (int i = 0; i < iterations; i++) {
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      if (random.nextBoolean() && noise.length > 0) {
        noise[0] = 0;
      }
      if (!current.read(
          Unpooled.wrappedBuffer(noise),
          (frame, length) -> assertThat(length).isBetween(1, FrameReader.MAX_FRAME))) {
        current = new FrameReader();
      }
    }
  }
}
