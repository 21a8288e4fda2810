/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

/**
 * The linear map from a session's media time to RTP timestamps (RFC 3550 section 5.1). Media time
 * is nanoseconds of the monotonic clock since the session began: it runs through pauses and seeks,
 * so the sender reports of all streams describe one straight line for the whole session.
 *
 * @param offset the random first timestamp
 * @param rate clock rate in Hz
 */
public record RtpClock(int offset, int rate) {
  private static final long SECOND = 1_000_000_000L;

  /**
   * RTP timestamp of a media time, modulo 2^32. Multiplied in two parts: a plain product overflows
   * after 28 hours.
   */
  public int timestamp(long mediaNanos) {
    long seconds = Math.floorDiv(mediaNanos, SECOND);
    long rest = Math.floorMod(mediaNanos, SECOND);
    return (int) (offset + seconds * rate + rest * rate / SECOND);
  }
}
