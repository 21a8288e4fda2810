/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.castbridge.media.film.FilmReadException;

/**
 * A seeded loop of broken inputs: bytes changed, lengths that lie, pieces cut out, doubled and
 * moved, ends cut off. A few thousand in the build, as many as wanted by {@code
 * -Dcastbridge.fuzz.iterations=N}; a failure names the iteration, which alone brings it back.
 */
public final class Fuzz {
  private static final int IN_THE_BUILD = 500;

  /** An honest reader of a file of some kilobytes needs some hundred kilobytes. */
  private static final long MAX_ALLOCATED = 48L << 20;

  private static final long[] LIES = {
    0,
    1,
    7,
    8,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x10000,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1
  };

  private Fuzz() {}

  /** Reads broken input; throws what it wants, and only two kinds of it are allowed. */
  public interface Reader {
    void read(byte[] input, Random random) throws Exception;
  }

  public static void run(byte[][] seeds, Reader reader) {
    int iterations = Integer.getInteger("castbridge.fuzz.iterations", IN_THE_BUILD);
    com.sun.management.ThreadMXBean memory =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < iterations; i++) {
      Random random = new Random(i * 0x9E3779B97F4A7C15L);
      byte[] input = mutate(seeds, random);
      long before = memory.getThreadAllocatedBytes(thread);
      try {
        reader.read(input, random);
      } catch (ContentException | FilmReadException e) {
        // what a broken file is answered by
      } catch (Throwable e) {
        throw new AssertionError("iteration " + i, e);
      }
      long allocated = memory.getThreadAllocatedBytes(thread) - before;
      if (allocated > MAX_ALLOCATED) {
        throw new AssertionError("iteration " + i + " allocated " + allocated + " bytes");
      }
    }
  }

  private static byte[] mutate(byte[][] seeds, Random random) {
    byte[] input = seeds[random.nextInt(seeds.length)].clone();
    for (int i = random.nextInt(1, 7); i > 0 && input.length > 16; i--) {
      // what describes the file stands at one of its ends, mostly
      int reach = random.nextInt(3) == 0 ? input.length : Math.min(input.length, 3000);
      int at = random.nextInt(reach - 8);
      at = random.nextInt(6) == 0 ? Math.max(0, input.length - 9 - at) : at;
      switch (random.nextInt(8)) {
        case 0 -> input[at] = (byte) random.nextInt();
        case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
        case 2, 3 -> lie(input, at, LIES[random.nextInt(LIES.length)], random.nextInt(1, 9));
        case 4 -> lie(input, at, random.nextInt(input.length * 2), 4);
        case 5 -> input = random.nextInt(4) == 0 ? Arrays.copyOf(input, at + 8) : input;
        case 6 -> {
          int from = random.nextInt(input.length);
          int length =
              Math.min(random.nextInt(400), Math.min(input.length - from, input.length - at));
          System.arraycopy(input.clone(), from, input, at, length);
        }
        default -> input = cut(input, at, random.nextInt(200));
      }
    }
    return input;
  }

  private static void lie(byte[] input, int at, long value, int bytes) {
    for (int i = 0; i < bytes && at + i < input.length; i++) {
      input[at + i] = (byte) (value >> 8 * (bytes - 1 - i));
    }
  }

  private static byte[] cut(byte[] input, int at, int length) {
    int behind = Math.min(input.length, at + length);
    byte[] shorter = Arrays.copyOf(input, input.length - (behind - at));
    System.arraycopy(input, behind, shorter, at, input.length - behind);
    return shorter;
  }
}
