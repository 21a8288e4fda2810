/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rate;

/**
 * Whether a viewer asks for packets that are not lost but late: browsers ask as soon as a packet is
 * overtaken, and on a way that reorders they ask for most of them, which would double what is sent.
 * The reports tell: what came late is not counted as lost (RFC 3550 section 6.4.1). Not for several
 * threads.
 */
public final class ReorderingEstimate {
  /** Fewer requests between two reports tell nothing. */
  private static final int ENOUGH = 10;

  /** Of so many requests one at least is for a lost packet, or they are for late ones. */
  private static final int REQUESTS_A_LOSS = 4;

  private long requestedBefore;
  private int lostBefore;
  private boolean reported;
  private boolean reordering;

  /**
   * The viewer reports.
   *
   * @param cumulativeLost what it has lost since the beginning, negative if more came than was sent
   * @param requested different packets it has asked for since the beginning
   */
  public void reported(int cumulativeLost, long requested) {
    int lost = cumulativeLost - lostBefore;
    long asked = requested - requestedBefore;
    lostBefore = cumulativeLost;
    requestedBefore = requested;
    if (reported && asked >= ENOUGH) {
      reordering = lost * REQUESTS_A_LOSS < asked;
    }
    reported = true;
  }

  /** True if most packets asked for come by themselves. */
  public boolean reordering() {
    return reordering;
  }
}
