/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import java.util.List;

/** One packet of a compound. SSRCs are 32 bits in an int. */
public sealed interface RtcpPacket
    permits RtcpPacket.SenderReport,
        RtcpPacket.ReceiverReport,
        RtcpPacket.SourceDescription,
        RtcpPacket.Bye,
        RtcpPacket.Nack,
        RtcpPacket.PictureLoss,
        RtcpPacket.FullIntraRequest,
        RtcpPacket.EstimatedBitrate,
        RtcpPacket.Unknown,
        TransportFeedback {

  /** RFC 3550 section 6.4.1. */
  record SenderReport(
      int ssrc,
      long ntpTimestamp,
      int rtpTimestamp,
      long packetCount,
      long octetCount,
      List<ReportBlock> blocks)
      implements RtcpPacket {}

  /** RFC 3550 section 6.4.2. */
  record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements RtcpPacket {}

  /**
   * RFC 3550 section 6.5; of the items only the canonical name is read, null if a chunk has none.
   */
  record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
    /** One source's items. */
    public record Chunk(int ssrc, String cname) {}
  }

  /** RFC 3550 section 6.6. */
  record Bye(List<Integer> ssrcs) implements RtcpPacket {}

  /** Generic NACK, RFC 4585 section 6.2.1: transport feedback, format 1. */
  record Nack(int senderSsrc, int mediaSsrc, List<Integer> sequences) implements RtcpPacket {}

  /** Picture loss indication, RFC 4585 section 6.3.1: payload feedback, format 1. */
  record PictureLoss(int senderSsrc, int mediaSsrc) implements RtcpPacket {}

  /** Full intra request, RFC 5104 section 4.3.1: payload feedback, format 4. */
  record FullIntraRequest(int senderSsrc, List<Integer> mediaSsrcs) implements RtcpPacket {}

  /**
   * Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03): payload feedback, format
   * 15.
   */
  record EstimatedBitrate(int senderSsrc, long bitsPerSecond, List<Integer> mediaSsrcs)
      implements RtcpPacket {}

  /** Anything else that is well-formed; skipped. */
  record Unknown(int packetType, int format) implements RtcpPacket {}
}
