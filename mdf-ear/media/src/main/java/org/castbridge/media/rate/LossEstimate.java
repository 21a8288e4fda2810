/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

/**
 * The loss on the way to a viewer, smoothed over its reports: rises within two, falls over a dozen,
 * because loss that has gone for a moment comes back. Not for several threads.
 */
public final class LossEstimate {
  private static final double RISE = 0.5;
  private static final double FALL = 0.1;

  private double loss;

  /**
   * Takes a receiver report's fraction lost (RFC 3550 section 6.4.1).
   *
   * @param fraction 0 to 1
   */
  public void report(double fraction) {
    loss += (fraction > loss ? RISE : FALL) * (fraction - loss);
  }

  /** 0 to 1. */
  public double loss() {
    return loss;
  }
}
