/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import java.util.Random;

/**
 * The retransmission stream of one RTP stream (RFC 4588, SSRC multiplexing). Repeating a packet
 * under its own sequence number is no way: SRTP's replay check refuses it on the sending side
 * already. Not for several threads.
 */
public final class RtxStream {
  private final int payloadType;
  private final int ssrc;
  private int sequence;
  private long packets;
  private long octets;

  public RtxStream(int payloadType, int ssrc, Random random) {
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.sequence = random.nextInt(1 << 15);
  }

  /**
   * Writes a retransmission: original timestamp and marker, own sequence number, the original
   * sequence number (OSN) before the payload (section 4).
   *
   * @return the index behind the packet
   */
  public int write(byte[] buffer, int at, RtpHistory.Sent sent) {
    int next =
        RtpHeader.write(
            buffer,
            at,
            payloadType,
            sent.payload().marker(),
            sequence,
            sent.timestamp(),
            ssrc,
            false);
    buffer[next++] = (byte) (sent.sequence() >>> 8);
    buffer[next++] = (byte) sent.sequence();
    sequence = (sequence + 1) & 0xFFFF;
    packets++;
    octets += 2 + sent.payload().size();
    return sent.payload().writeTo(buffer, next);
  }

  public int ssrc() {
    return ssrc;
  }

  public long packets() {
    return packets;
  }

  public long octets() {
    return octets;
  }
}
