/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import java.util.Random;
import org.castbridge.media.payload.RtpPayload;

/**
 * One RTP stream of one viewer: SSRC, sequence numbers, timestamps, counters. Writes packets in the
 * clear; the caller protects them. Not for several threads.
 */
public final class RtpStream {
  /**
   * Packets at the start that carry the MID extension. RFC 8843 section 15: it "SHOULD be sent
   * until the receiver knows" the stream; the answer's a=ssrc tells it as well, so a short while is
   * enough and the later packets stay small.
   */
  private static final int PACKETS_WITH_MID = 50;

  private final int payloadType;
  private final int ssrc;
  private final RtpClock clock;
  private final byte[] midExtension;
  private int sequence;
  private long packets;
  private long octets;

  /**
   * @param ssrc as announced in the answer
   * @param midExtension block of {@link RtpHeader#midExtension}, null for none
   * @param random source of the first sequence number: below 2^15, so that the receiver's guess of
   *     the SRTP roll-over counter is right even if the first packets are lost (RFC 3711 section
   *     3.3.1)
   */
  public RtpStream(int payloadType, int ssrc, RtpClock clock, byte[] midExtension, Random random) {
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.clock = clock;
    this.midExtension = midExtension;
    this.sequence = random.nextInt(1 << 15);
  }

  /**
   * Writes the next packet.
   *
   * @param timestamp RTP timestamp of the payload, from {@link #clock()}
   * @return the index behind the packet
   */
  public int write(byte[] buffer, int at, RtpPayload payload, int timestamp) {
    boolean extended = midExtension != null && packets < PACKETS_WITH_MID;
    int next =
        RtpHeader.write(
            buffer, at, payloadType, payload.marker(), sequence, timestamp, ssrc, extended);
    if (extended) {
      System.arraycopy(midExtension, 0, buffer, next, midExtension.length);
      next += midExtension.length;
    }
    sequence = (sequence + 1) & 0xFFFF;
    packets++;
    octets += payload.size();
    return payload.writeTo(buffer, next);
  }

  /** Sequence number of the next packet, 16 bits. */
  public int nextSequence() {
    return sequence;
  }

  public int ssrc() {
    return ssrc;
  }

  public RtpClock clock() {
    return clock;
  }

  /** Packets sent since the start. */
  public long packets() {
    return packets;
  }

  /** Payload octets sent since the start, without headers (RFC 3550 section 6.4.1). */
  public long octets() {
    return octets;
  }
}
