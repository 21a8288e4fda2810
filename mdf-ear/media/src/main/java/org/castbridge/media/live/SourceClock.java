/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/**
 * One time line for the RTP streams of a source (RFC 3550 section 6.4.1): each begins at the time
 * its first packet came, and is moved into step with the others by the first sender report. Not for
 * several threads.
 */
public final class SourceClock {
  /** Keeps times positive: they begin an hour after zero. */
  private static final long ORIGIN_US = 3_600_000_000L;

  /** Reports that put a stream further off than this are of another clock. */
  private static final long PLAUSIBLE_US = 10_000_000;

  /** Reports jitter; what is below is taken up gradually. */
  private static final long STEP_US = 100_000;

  private static final int SMOOTHING = 8;

  private boolean based;

  /** Source time at NTP time zero. */
  private long baseUs;

  private boolean started;
  private long firstNow;

  /** One stream's RTP time stamps on the common line. */
  public final class Stream {
    private final int rate;
    private boolean running;
    private boolean aligned;
    private long unwrapped;
    private long offsetUs;

    private Stream(int rate) {
      this.rate = rate;
    }

    /** The sender starts again; its time stamps mean nothing new. */
    public void restart() {
      running = false;
      aligned = false;
    }

    /**
     * Source time of a packet, microseconds, never negative.
     *
     * @param arrival monotonic time it came at; matters for the first packet only
     */
    public long toMicros(int timestamp, long arrival) {
      if (!running) {
        running = true;
        unwrapped = timestamp & 0xFFFF_FFFFL;
        offsetUs = elapsedUs(arrival) - streamUs(unwrapped);
      } else {
        unwrapped += (int) (timestamp - (int) unwrapped);
      }
      return Math.max(0, streamUs(unwrapped) + offsetUs);
    }

    private long streamUs(long ticks) {
      return Math.floorDiv(ticks, rate) * 1_000_000
          + Math.floorMod(ticks, (long) rate) * 1_000_000 / rate;
    }

    /** A sender report: this time stamp was at this NTP time. */
    public void report(long ntp, int timestamp) {
      if (!running || ntp == 0) {
        return;
      }
      long ntpUs = (ntp >>> 32) * 1_000_000 + ((ntp & 0xFFFF_FFFFL) * 1_000_000 >>> 32);
      long ticks = unwrapped + (int) (timestamp - (int) unwrapped);
      long hereUs = streamUs(ticks) + offsetUs;
      long offUs = based ? ntpUs + baseUs - hereUs : 0;
      if (!based || Math.abs(offUs) > PLAUSIBLE_US) {
        based = true;
        baseUs = hereUs - ntpUs;
      } else if (!aligned || Math.abs(offUs) > STEP_US) {
        offsetUs += offUs;
      } else {
        offsetUs += offUs / SMOOTHING;
      }
      aligned = true;
    }
  }

  private long elapsedUs(long now) {
    if (!started) {
      started = true;
      firstNow = now;
    }
    return ORIGIN_US + (now - firstNow) / 1_000;
  }

  /**
   * Another stream of the source.
   *
   * @param rate of its RTP clock, Hz
   */
  public Stream stream(int rate) {
    return new Stream(rate);
  }
}
