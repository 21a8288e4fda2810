/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

/**
 * Nanoseconds since this clock was made: never negative, which plain {@link System#nanoTime} may
 * be.
 */
public final class MonotonicClock {
  private final long origin = System.nanoTime();

  public long now() {
    return System.nanoTime() - origin;
  }
}
