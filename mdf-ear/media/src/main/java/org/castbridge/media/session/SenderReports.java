/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.rtcp.NtpClock;
import org.castbridge.media.rtcp.RtcpWriter;
import org.castbridge.media.rtp.RtpStream;

/**
 * A sender report each second for each stream that has sent something (RFC 3550 section 6.4.1). All
 * of them map one monotonic clock to their own RTP clock: that is what keeps sound and picture in
 * step. They go on while the film stands still.
 */
final class SenderReports {
  static final long INTERVAL_NANOS = 1_000_000_000L;

  /** A report that is due waits that long for media to leave with. */
  private static final long WAITS_NANOS = 50_000_000L;

  private final RtcpWriter writer;
  private final NtpClock ntp;
  private final long epochNanos;
  private final List<Scheduled> streams = new ArrayList<>(2);

  private static final class Scheduled {
    private final RtpStream stream;
    private long nextAt = Long.MIN_VALUE;

    Scheduled(RtpStream stream) {
      this.stream = stream;
    }
  }

  SenderReports(RtcpWriter writer, NtpClock ntp, MediaSender sender) {
    this.writer = writer;
    this.ntp = ntp;
    this.epochNanos = sender.epochNanos();
    for (RtpStream stream : new RtpStream[] {sender.video(), sender.audio()}) {
      if (stream != null) {
        streams.add(new Scheduled(stream));
      }
    }
  }

  /**
   * Writes a report that is due at {@code at}; returns the index behind it, {@code at} itself if
   * there is none.
   */
  int write(byte[] buffer, int at, long now) {
    for (int i = 0; i < streams.size(); i++) {
      Scheduled scheduled = streams.get(i);
      RtpStream stream = scheduled.stream;
      if (stream.packets() > 0 && now >= scheduled.nextAt) {
        scheduled.nextAt = now + INTERVAL_NANOS;
        return writer.senderReport(
            buffer,
            at,
            stream.ssrc(),
            ntp.timestamp(now),
            stream.clock().timestamp(now - epochNanos),
            stream.packets(),
            stream.octets());
      }
    }
    return at;
  }

  /** Writes the goodbye of all streams that have sent something; 0 if there are none. */
  int writeBye(byte[] buffer) {
    int[] ssrcs =
        streams.stream()
            .filter(s -> s.stream.packets() > 0)
            .mapToInt(s -> s.stream.ssrc())
            .toArray();
    return ssrcs.length == 0 ? 0 : writer.bye(buffer, 0, ssrcs);
  }

  /** When the next report is to leave, if nothing else does before. */
  long nextAt() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < streams.size(); i++) {
      Scheduled scheduled = streams.get(i);
      if (scheduled.stream.packets() > 0) {
        next = Math.min(next, scheduled.nextAt + WAITS_NANOS);
      }
    }
    return next;
  }
}
