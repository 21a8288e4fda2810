/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

/** A token bucket; time is an argument. */
final class RateLimiter {
  private final double capacity;
  private final double perNano;
  private double tokens;
  private long last;

  /**
   * A full bucket.
   *
   * @param capacity how many may come at once
   * @param perSecond how many are allowed for ever
   */
  RateLimiter(int capacity, double perSecond, long now) {
    this.capacity = capacity;
    this.perNano = perSecond / 1e9;
    this.tokens = capacity;
    this.last = now;
  }

  /** Takes one; false when none is left. */
  boolean take(long now) {
    tokens = Math.min(capacity, tokens + (now - last) * perNano);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }
}
