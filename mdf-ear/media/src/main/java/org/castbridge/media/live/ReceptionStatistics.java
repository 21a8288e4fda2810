/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

import org.castbridge.media.rtcp.ReportBlock;

/**
 * What is known of the reception of one stream, and the report block made of it (RFC 3550 sections
 * 6.4.1, A.3, A.8). Written by its receiver's thread; figures may be read from others.
 */
public final class ReceptionStatistics {
  private final int clockRate;
  volatile long lost;
  volatile long reordered;
  volatile long duplicates;
  volatile long malformed;
  volatile long strangers;
  volatile long restarts;
  private volatile long packets;
  private volatile long bytes;
  private int ssrc;
  private long first;
  private long highest;
  private long arrivedSince;
  private long expectedBefore;
  private long arrivedBefore;
  private long transit;
  private boolean transitKnown;
  private double jitter;
  private int lastSr;
  private long lastSrAt;

  ReceptionStatistics(int clockRate) {
    this.clockRate = clockRate;
  }

  void begin(int newSsrc, long sequence) {
    ssrc = newSsrc;
    first = sequence;
    highest = sequence;
    arrivedSince = 0;
    expectedBefore = 0;
    arrivedBefore = 0;
    transitKnown = false;
    jitter = 0;
    lastSr = 0;
  }

  long highest() {
    return highest;
  }

  void sequence(long extended) {
    highest = Math.max(highest, extended);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void arrived(int timestamp, int length, long now) {
    packets++;
    bytes += length;
    arrivedSince++;
    long arrival = now / 1_000 * clockRate / 1_000_000;
    long its = (int) (arrival - timestamp); // modulo 2^32, as the time stamps are
    if (transitKnown) {
      jitter += (Math.abs((int) (its - transit)) - jitter) / 16;
    }
    transit = its;
    transitKnown = true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void late(long extended, long next) {
    if (next - extended > RtpReceiver.CAPACITY) {
      malformed++;
    } else {
      duplicates++; // or given up before it came
    }
  }

  /** A sender report came: its time is repeated to the sender. */
  void senderReport(int compactNtp, long now) {
    lastSr = compactNtp;
    lastSrAt = now;
  }

  /** Makes the next report; each begins a new interval. */
  public ReportBlock report(long now) {
    long expected = highest - first + 1;
    long lostInAll = expected - arrivedSince;
    long expectedNow = expected - expectedBefore;
    long lostNow = expectedNow - (arrivedSince - arrivedBefore);
    expectedBefore = expected;
    arrivedBefore = arrivedSince;
    int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) (lostNow * 256 / expectedNow);
    long delay = lastSr == 0 ? 0 : (now - lastSrAt) * 65_536 / 1_000_000_000L;
    return new ReportBlock(
        ssrc,
        Math.min(255, fraction),
        (int) Math.max(-0x800000, Math.min(0x7FFFFF, lostInAll)),
        highest & 0xFFFF_FFFFL,
        (long) jitter,
        lastSr,
        delay);
  }

  /** All packets that came of the sender. */
  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }

  /** Packets given up. */
  public long lost() {
    return lost;
  }

  /** Packets that came before one sent earlier. */
  public long reordered() {
    return reordered;
  }

  /** Packets that had been there, or came too late. */
  public long duplicates() {
    return duplicates;
  }

  public long malformed() {
    return malformed;
  }

  /** Packets of another sender while ours was sending. */
  public long strangers() {
    return strangers;
  }

  public long restarts() {
    return restarts;
  }
}
