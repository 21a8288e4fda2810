/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.signalling;

import java.util.Random;

/**
 * Damages texts as networks and strangers do, for the tests of everything that reads from the
 * network.
 */
public final class Mutations {
  private static final String ALPHABET =
      "\r\n\0 =:;,/?<>\"\\%#()[]{}&@.+-*_\tazAZ019\u00e9\u2028\uffff";

  private Mutations() {}

  /**
   * The text with one to eight random deletions, insertions, replacements, repetitions or a cut.
   */
  public static String damage(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(8); i >= 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      switch (random.nextInt(5)) {
        case 0 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
        case 1 -> damaged.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 2 -> damaged.insert(at, text, 0, Math.min(text.length(), random.nextInt(80)));
        case 3 -> {
          if (at < damaged.length()) {
            damaged.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
          }
        }
        default -> {
          if (random.nextInt(4) == 0) {
            damaged.setLength(at);
          }
        }
      }
    }
    return damaged.toString();
  }
}
