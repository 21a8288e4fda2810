/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.castbridge.content.ContentException;
import org.castbridge.content.Mp4Film;
import org.castbridge.content.TestMedia;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to a file, the reader answers with an index or its one exception, and in bounds.
 */
class Mp4FuzzTest {
  private static final int ROUNDS = 4000;

  /**
   * A file of 30 KB whose tables are as large as they can be; many times that is a leak of trust.
   */
  private static final long MAX_ALLOCATION = 160L << 20;

  private static final int[] NASTY = {
    0, 1, 2, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffff0, 0x10000, 0x00ffffff
  };

  @ParameterizedTest
  @ValueSource(
      strings = {"good.mp4", "fragmented.mp4", "fragmented-offsets.mp4", "bframes.mp4", "vp9.mp4"})
  void mutatedFiles(String name) throws Exception {
    byte[] good = TestMedia.bytes(name);
    int[] index = indexBytes(good);
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      byte[] bytes = mutate(good.clone(), index, new Random(seed));
      if (!reads(bytes, name + " seed " + seed)) {
        refused++;
      }
    }
    assertThat(refused).isBetween(ROUNDS / 20, ROUNDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"good.mp4", "fragmented.mp4"})
  void cutAnywhere(String name) throws Exception {
    byte[] good = TestMedia.bytes(name);
    for (int length = 0; length < good.length; length += 37) {
      reads(Arrays.copyOf(good, length), name + " cut at " + length);
    }
  }

  /** Where the boxes of the index are: most mutations go there, not into the pictures. */
  private static int[] indexBytes(byte[] file) throws ContentException {
    Boxes top = Boxes.of(MappedFile.of(file));
    IntStream.Builder places = IntStream.builder();
    for (Box box = top.next(); box != null; box = top.next()) {
      long end = box.type().equals("mdat") ? box.body() : box.end();
      for (long at = box.start(); at < end; at++) {
        places.add((int) at);
      }
    }
    return places.build().toArray();
  }

  private static byte[] mutate(byte[] bytes, int[] index, Random random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = index[random.nextInt(index.length)];
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> put(bytes, at & ~3, NASTY[random.nextInt(NASTY.length)]);
        default -> {
          int from = index[random.nextInt(index.length)];
          int count = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, count);
        }
      }
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static void put(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  private static boolean reads(byte[] bytes, String what) {
    long before = allocated();
    boolean read = false;
    try (FilmSource film = Mp4Film.read("fuzz", MappedFile.of(bytes)).open()) {
      read = true;
      int units = 0;
      for (AccessUnit unit = film.next(); unit != null && units < 1000; unit = film.next()) {
        units++;
      }
      assertThat(film.seek(film.info().durationUs() / 2)).isGreaterThanOrEqualTo(0);
    } catch (ContentException | FilmReadException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (RuntimeException | Error e) {
      fail(what, e);
    }
    assertThat(allocated() - before).as(what).isLessThan(MAX_ALLOCATION);
    return read;
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
