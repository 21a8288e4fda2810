/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Randomness that is the same in every run of a test. */
public final class Reproducible {
  private Reproducible() {}

  /** A generator that draws by this seed alone. */
  public static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed); // before the first draw: it adds to nothing
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
