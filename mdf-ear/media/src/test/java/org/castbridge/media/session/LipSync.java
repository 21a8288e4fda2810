/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import org.castbridge.media.film.Track;
import org.castbridge.media.rtcp.RtcpPacket;

/**
 * How a browser keeps sound and picture in step: RTP time is laid onto the sender's wall clock by
 * the last sender report of each stream (RFC 3550 section 6.4.1). What has the same programme time
 * must have the same wall time then. Looked at wherever both streams play steadily at normal speed.
 */
final class LipSync {
  /** A unit that follows the one before as far in RTP time as in the programme is steady. */
  private static final double STEADY_MILLIS = 1;

  /**
   * So many of each stream since the last command showed, for both are of the same stretch then.
   */
  private static final int STRETCH = 3;

  private static final class Stream {
    private final double rate;
    private RtcpPacket.SenderReport report;
    private boolean begun;
    private int timestamp;
    private long ptsUs;
    private int steady;

    Stream(double rate) {
      this.rate = rate;
    }

    /** Programme time 0 on the wall clock, milliseconds. */
    double offsetMillis() {
      double seconds =
          (report.ntpTimestamp() >>> 32) + (report.ntpTimestamp() & 0xFFFF_FFFFL) / P32;
      double behind = (timestamp - report.rtpTimestamp()) / rate;
      return (seconds - EPOCH + behind) * 1000 - ptsUs / 1000.0;
    }
  }

  private static final double P32 = 1L << 32;

  /** Somewhere near, in NTP's seconds: keeps the digits behind the point. */
  private static final long EPOCH = 4_000_000_000L;

  private final Stream video = new Stream(90_000);
  private final Stream audio = new Stream(48_000);
  private double worstMillis;
  private long compared;

  void reported(Track track, RtcpPacket.SenderReport report) {
    of(track).report = report;
  }

  /** A unit came in whose place in the programme is known. */
  void received(Track track, int timestamp, long ptsUs) {
    Stream stream = of(track);
    double played = (timestamp - stream.timestamp) / stream.rate * 1000;
    double meant = (ptsUs - stream.ptsUs) / 1000.0;
    boolean steady = stream.begun && Math.abs(played - meant) < STEADY_MILLIS;
    stream.begun = true;
    stream.timestamp = timestamp;
    stream.ptsUs = ptsUs;
    if (!steady) {
      video.steady = 0;
      audio.steady = 0;
    }
    stream.steady++;
    compare();
  }

  private void compare() {
    if (video.steady < STRETCH
        || audio.steady < STRETCH
        || video.report == null
        || audio.report == null) {
      return;
    }
    compared++;
    worstMillis = Math.max(worstMillis, Math.abs(video.offsetMillis() - audio.offsetMillis()));
  }

  private Stream of(Track track) {
    return track == Track.VIDEO ? video : audio;
  }

  /** The farthest apart they were. */
  double worstMillis() {
    return worstMillis;
  }

  /** How often they could be compared. */
  long compared() {
    return compared;
  }
}
