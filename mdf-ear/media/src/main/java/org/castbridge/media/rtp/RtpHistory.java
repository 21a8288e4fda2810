/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import org.castbridge.media.payload.RtpPayload;

/**
 * The last packets of a stream, for retransmission: a ring of references, no payload is copied. Not
 * for several threads.
 */
public final class RtpHistory {
  private final int mask;
  private final Sent[] ring;

  /**
   * @param capacity packets kept; a power of two up to 32768
   */
  public RtpHistory(int capacity) {
    if (Integer.bitCount(capacity) != 1 || capacity > 1 << 15) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    this.mask = capacity - 1;
    this.ring = new Sent[capacity];
  }

  /** Remembers a packet; forgets the one {@code capacity} before it. */
  public void add(int sequence, int timestamp, RtpPayload payload) {
    ring[sequence & mask] = new Sent(sequence & 0xFFFF, timestamp, payload);
  }

  /** The packet with this sequence number, null if it was never sent or is too old. */
  public Sent find(int sequence) {
    Sent sent = ring[sequence & mask];
    return sent != null && sent.sequence == (sequence & 0xFFFF) ? sent : null;
  }

  /** A packet as it was sent first. */
  public static final class Sent {
    private final int sequence;
    private final int timestamp;
    private final RtpPayload payload;
    private boolean repeated;
    private long repeatedAt;

    Sent(int sequence, int timestamp, RtpPayload payload) {
      this.sequence = sequence;
      this.timestamp = timestamp;
      this.payload = payload;
    }

    public int sequence() {
      return sequence;
    }

    public int timestamp() {
      return timestamp;
    }

    public RtpPayload payload() {
      return payload;
    }

    /**
     * True if it was never repeated, or not within the last {@code interval} nanoseconds; then it
     * counts as repeated at {@code now}. Keeps a flood of requests from becoming a flood of
     * packets.
     */
    public boolean claim(long now, long interval) {
      if (repeated && now - repeatedAt < interval) {
        return false;
      }
      repeated = true;
      repeatedAt = now;
      return true;
    }
  }
}
