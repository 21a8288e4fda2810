/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtp;

import java.util.Random;
import org.castbridge.media.payload.PacketisedUnit;

/**
 * The retransmission stream of one RTP stream (RFC 4588, SSRC multiplexing). Repeating a packet
 * under its own sequence number is no way: SRTP's replay check refuses it on the sending side
 * already. Not for several threads.
 */
public final class RtxStream {
  private final int ssrc;
  private int sequence;
  private long packets;
  private long octets;

  public RtxStream(int ssrc, Random random) {
    this.ssrc = ssrc;
    this.sequence = random.nextInt(1 << 15);
  }

  /**
   * A packet to be repeated, as it was sent.
   *
   * @param payloadType of retransmissions of its format
   * @param sequence its own
   */
  public record Again(
      PacketisedUnit unit,
      int index,
      int payloadType,
      int sequence,
      int timestamp,
      int pictureId) {}

  /**
   * Writes a retransmission: original timestamp and marker, own sequence number, the original
   * sequence number (OSN) before the payload (section 4).
   *
   * @return the index behind the packet
   */
  public int write(byte[] buffer, int at, Again again) {
    PacketisedUnit unit = again.unit();
    int next =
        RtpHeader.write(
            buffer,
            at,
            again.payloadType(),
            unit.marker(again.index()),
            sequence,
            again.timestamp(),
            ssrc,
            false);
    buffer[next++] = (byte) (again.sequence() >>> 8);
    buffer[next++] = (byte) again.sequence();
    sequence = (sequence + 1) & 0xFFFF;
    packets++;
    octets += 2 + unit.length(again.index());
    return unit.write(again.index(), buffer, next, again.pictureId());
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
