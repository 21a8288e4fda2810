/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import java.time.Instant;

/**
 * Monotonic time as NTP time (RFC 3550 section 4). One per session: picture and sound are put in
 * step by their sender reports, so both must use the same clock, and one that never jumps.
 *
 * @param atNanos monotonic time of {@code wallClock}
 */
public record NtpClock(Instant wallClock, long atNanos) {
  /** Seconds from 1900 to 1970. */
  private static final long EPOCH_OFFSET = 2_208_988_800L;

  private static final long SECOND = 1_000_000_000L;

  /** 64-bit NTP timestamp: 32 bits of seconds, 32 bits of fraction. */
  public long timestamp(long now) {
    long nanos = wallClock.getNano() + (now - atNanos);
    long seconds = wallClock.getEpochSecond() + EPOCH_OFFSET + Math.floorDiv(nanos, SECOND);
    long fraction = (Math.floorMod(nanos, SECOND) << 32) / SECOND;
    return seconds << 32 | fraction;
  }

  /** The middle 32 bits of {@link #timestamp}, as receivers repeat them. */
  public int compact(long now) {
    return (int) (timestamp(now) >>> 16);
  }
}
