/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

/**
 * When key frames come, so far: whether a viewer who cannot decode is better served with an old one
 * again or by waiting for the next. Not for several threads.
 */
final class KeyInterval {
  /** What has just been sent may still be on its way; what comes this soon is waited for. */
  private static final long NEAR_NANOS = 300_000_000L;

  private long lastNanos = Long.MIN_VALUE;
  private long lastUs = Long.MIN_VALUE;
  private long intervalUs;

  /** A key frame leaves. */
  void seen(long ptsUs, long now) {
    intervalUs = lastUs == Long.MIN_VALUE ? 0 : ptsUs - lastUs;
    lastUs = ptsUs;
    lastNanos = now;
  }

  /** Whether the next one is neither near nor the last one just gone. */
  boolean between(long now) {
    long since = now - lastNanos;
    return lastNanos != Long.MIN_VALUE
        && since > NEAR_NANOS
        && (intervalUs <= 0 || since < intervalUs * 1000 - NEAR_NANOS);
  }
}
