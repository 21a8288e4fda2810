/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.micro;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.payload.PayloadException;
import org.castbridge.media.payload.Payloader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Cuts a frame of a 4 Mbit/s picture, once for a channel or for each viewer of a film; and writes
 * its payloads into one viewer's packets, which is done for everybody.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketiseCost {
  /** Bytes of a frame at 4 Mbit/s and 30 a second. */
  private static final int FRAME = 4_000_000 / 8 / 30;

  private final byte[] viewer = new byte[2048];
  private Payloader payloader;
  private AccessUnit frame;
  private PacketisedUnit unit;

  @Setup
  public void prepare() throws PayloadException {
    byte[] nal = new byte[FRAME];
    new Random(1).nextBytes(nal);
    ByteBuffer.wrap(nal).putInt(FRAME - 4).put((byte) 0x41);
    frame = new AccessUnit(Track.VIDEO, 0, false, nal);
    payloader =
        Payloader.of(
            new FilmInfo.Video(
                Codec.H264,
                FilmInfo.Video.h264Profile("42e01f"),
                1280,
                720,
                30,
                4_000_000,
                0,
                List.of(new byte[] {0x67, 1, 2, 3}, new byte[] {0x68, 1})));
    unit = payloader.packetise(frame);
  }

  /** One frame cut. */
  @Benchmark
  public PacketisedUnit packetise() throws PayloadException {
    return payloader.packetise(frame);
  }

  /** One frame's payloads, packet by packet. */
  @Benchmark
  public int write() {
    int written = 0;
    for (int i = 0; i < unit.packets(); i++) {
      written += unit.write(i, viewer, 12);
    }
    return written;
  }

  /** Packets of the frame that is cut. */
  static int packets() throws PayloadException {
    PacketiseCost cost = new PacketiseCost();
    cost.prepare();
    return cost.unit.packets();
  }
}
