/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

/**
 * What a receiver says of one stream (RFC 3550 section 6.4.1).
 *
 * @param ssrc the stream reported on, 32 bits
 * @param fractionLost 256ths of the packets lost since the last report
 * @param cumulativeLost packets lost since the start; may be negative (duplicates)
 * @param highestSequence extended highest sequence number received, 32 bits unsigned
 * @param jitter interarrival jitter in RTP clock ticks
 * @param lastSr middle 32 bits of the NTP timestamp of the last sender report, 0 if none came
 * @param delaySinceLastSr in 65536ths of a second
 */
public record ReportBlock(
    int ssrc,
    int fractionLost,
    int cumulativeLost,
    long highestSequence,
    long jitter,
    int lastSr,
    long delaySinceLastSr) {

  /**
   * Round-trip time in nanoseconds (section 6.4.1), or -1 if the receiver has had no sender report
   * yet or the figures contradict one another.
   *
   * @param arrival middle 32 bits of the NTP time at which the report came in
   */
  public long roundTripNanos(int arrival) {
    if (lastSr == 0) {
      return -1;
    }
    // modulo 2^32 on purpose: the compact form wraps every 18 hours
    int units = arrival - lastSr - (int) delaySinceLastSr;
    return units < 0 ? -1 : units * 1_000_000_000L / 65536;
  }
}
