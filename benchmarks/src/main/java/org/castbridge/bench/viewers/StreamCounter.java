/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

/** One RTP stream as its receiver counts it (RFC 3550 appendix A.1), and when its frames came. */
final class StreamCounter {
  private static final int SEQUENCES = 1 << 16;

  final int ssrc;
  boolean sampled;
  long packets;
  long octets;
  private boolean started;
  private int cycles;
  private int base;
  private int highest;
  private long reportedExpected;
  private long reportedPackets;
  private long windowExpected;
  private long windowPackets;

  /** Middle 32 bits of the last sender report's NTP time, 0 before one came. */
  int lastReport;

  long lastReportAt;

  StreamCounter(int ssrc) {
    this.ssrc = ssrc;
  }

  void packet(int sequence, int length) {
    if (!started) {
      started = true;
      base = sequence;
      highest = sequence;
    } else if (((sequence - highest) & 0xFFFF) < SEQUENCES / 2) {
      if (sequence < highest) {
        cycles += SEQUENCES;
      }
      highest = sequence;
    }
    packets++;
    octets += length;
  }

  long expected() {
    return started ? (long) cycles + highest - base + 1 : 0;
  }

  /**
   * Packets that did not come since the last {@link #openWindow}; repaired ones are not missing.
   */
  long missing() {
    return Math.max(0, expected() - windowExpected - (packets - windowPackets));
  }

  void openWindow() {
    windowExpected = expected();
    windowPackets = packets;
  }

  /** Writes a report block (RFC 3550 section 6.4.1), 24 octets. */
  int report(byte[] b, int at, long now) {
    long expected = expected() - reportedExpected;
    long lost = Math.max(0, expected - (packets - reportedPackets));
    reportedExpected = expected();
    reportedPackets = packets;
    int fraction = expected == 0 ? 0 : (int) Math.min(255, 256 * lost / expected);
    long cumulative = Math.min(0x7FFFFF, Math.max(0, expected() - packets));
    put(b, at, ssrc);
    put(b, at + 4, fraction << 24 | (int) cumulative);
    put(b, at + 8, cycles + highest);
    put(b, at + 12, 0);
    put(b, at + 16, lastReport);
    put(b, at + 20, lastReport == 0 ? 0 : (int) ((now - lastReportAt) * 65_536 / 1_000_000_000L));
    return at + 24;
  }

  static void put(byte[] b, int at, int value) {
    b[at] = (byte) (value >> 24);
    b[at + 1] = (byte) (value >> 16);
    b[at + 2] = (byte) (value >> 8);
    b[at + 3] = (byte) value;
  }
}
