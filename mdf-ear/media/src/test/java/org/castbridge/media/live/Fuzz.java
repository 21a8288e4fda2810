/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import java.util.Random;

/**
 * A seeded loop over mutated inputs: a short one in the build, millions by {@code
 * -Dcastbridge.fuzz.iterations}.
 */
public final class Fuzz {
  /** What is done with every input; may change it. */
  public interface Target {
    void accept(byte[] input, int length, Random random) throws Exception;
  }

  private Fuzz() {}

  public static long iterations() {
    return Long.getLong("castbridge.fuzz.iterations", 20_000);
  }

  /** Runs the target on mutations of the seeds; an exception names the iteration. */
  public static void run(long seed, byte[][] seeds, Target target) {
    Random random = new Random(seed);
    for (long i = 0; i < iterations(); i++) {
      byte[] input = seeds[random.nextInt(seeds.length)].clone();
      int length = mutate(input, random);
      try {
        target.accept(input, length, random);
      } catch (Throwable e) {
        throw new AssertionError("iteration " + i + " of seed " + seed, e);
      }
    }
  }

  /** Flips, overwrites, moves and cuts; returns the new length. */
  static int mutate(byte[] b, Random random) {
    if (b.length == 0) {
      return 0;
    }
    for (int edits = random.nextInt(6); edits > 0; edits--) {
      int at = random.nextInt(b.length);
      switch (random.nextInt(5)) {
        case 0 -> b[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> b[at] = (byte) random.nextInt();
        case 2 -> b[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 3 -> {
          int from = random.nextInt(b.length);
          int count = Math.min(random.nextInt(64), b.length - Math.max(at, from));
          System.arraycopy(b, from, b, at, count);
        }
        default -> b[random.nextInt(Math.min(16, b.length))] = (byte) random.nextInt();
      }
    }
    return random.nextInt(4) == 0 ? random.nextInt(b.length + 1) : b.length;
  }
}
