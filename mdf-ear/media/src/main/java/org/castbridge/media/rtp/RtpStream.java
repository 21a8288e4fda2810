/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import java.util.Random;
import org.castbridge.media.payload.PacketisedUnit;

/**
 * One RTP stream of one viewer: SSRC, sequence numbers, timestamps, counters. Writes packets in the
 * clear; the caller protects them. Not for several threads.
 */
public final class RtpStream {
  /**
   * Packets at the start that carry the header extensions. RFC 8843 section 15: MID "SHOULD be sent
   * until the receiver knows" the stream; the answer's a=ssrc tells it as well, so a short while is
   * enough and the later packets stay small. The playout delay, too, holds until it is sent anew.
   */
  private static final int PACKETS_WITH_EXTENSION = 50;

  private final int ssrc;
  private final RtpClock clock;
  private byte[] extension;
  private int extended;
  private int sequence;
  private long packets;
  private long octets;

  /**
   * @param ssrc as announced in the answer
   * @param random source of the first sequence number: below 2^15, so that the receiver's guess of
   *     the SRTP roll-over counter is right even if the first packets are lost (RFC 3711 section
   *     3.3.1)
   */
  public RtpStream(int ssrc, RtpClock clock, Random random) {
    this.ssrc = ssrc;
    this.clock = clock;
    this.sequence = random.nextInt(1 << 15);
  }

  /**
   * The next packets carry this.
   *
   * @param block of {@link RtpHeader#extension}, null for none
   */
  public void announce(byte[] block) {
    extension = block;
    extended = block == null ? 0 : PACKETS_WITH_EXTENSION;
  }

  /**
   * Writes the next packet: payload {@code index} of a unit, and its padding.
   *
   * @param timestamp RTP timestamp of the unit, from {@link #clock()}
   * @param pictureId of the unit in this stream, where the format has one
   * @return the index behind the packet
   */
  public int write(
      byte[] buffer,
      int at,
      int payloadType,
      int timestamp,
      PacketisedUnit unit,
      int index,
      int pictureId) {
    int next = writeHeader(buffer, at, payloadType, unit.marker(index), timestamp);
    octets += unit.length(index);
    int end = unit.write(index, buffer, next, pictureId);
    int padding = unit.padding(index);
    return padding == 0 ? end : RtpHeader.pad(buffer, at, end, padding);
  }

  /** Writes the next packet's header; the caller writes a payload behind it and counts it. */
  public int writeHeader(byte[] buffer, int at, int payloadType, boolean marker, int timestamp) {
    boolean extend = extended > 0;
    int next = RtpHeader.write(buffer, at, payloadType, marker, sequence, timestamp, ssrc, extend);
    if (extend) {
      extended--;
      System.arraycopy(extension, 0, buffer, next, extension.length);
      next += extension.length;
    }
    sequence = (sequence + 1) & 0xFFFF;
    packets++;
    return next;
  }

  /** Counts payload octets that the caller wrote behind {@link #writeHeader}. */
  public void countOctets(int payload) {
    octets += payload;
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
