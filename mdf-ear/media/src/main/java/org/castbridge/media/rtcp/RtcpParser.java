/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses compound RTCP, reduced-size included (RFC 5506: any packet may come first). Well-formed
 * packets of unknown type are reported as such; a malformed one makes the whole datagram invalid.
 */
public final class RtcpParser {
  static final int TYPE_SR = 200;
  static final int TYPE_RR = 201;
  static final int TYPE_SDES = 202;
  static final int TYPE_BYE = 203;
  static final int TYPE_TRANSPORT_FEEDBACK = 205;
  static final int TYPE_PAYLOAD_FEEDBACK = 206;
  static final int SDES_CNAME = 1;
  private static final int REMB_NAME = 0x52454D42; // "REMB"

  private RtcpParser() {}

  /**
   * @return at least one packet
   * @throws RtcpException if a header, length or padding is wrong
   */
  public static List<RtcpPacket> parse(byte[] data, int offset, int length) throws RtcpException {
    List<RtcpPacket> packets = new ArrayList<>(3);
    int at = offset;
    int end = offset + length;
    do {
      RtcpReader header = new RtcpReader(data, offset, at, end);
      int first = header.u8();
      int type = header.u8();
      int size = 4 * (header.u16() + 1);
      if (first >>> 6 != 2) {
        throw header.error("RTCP version " + (first >>> 6));
      }
      if (size > end - at) {
        throw header.error("RTCP packet of " + size + " bytes in " + (end - at));
      }
      int padding = padding(header, data, at, size, (first & 0x20) != 0, at + size == end);
      packets.add(
          body(type, first & 0x1F, new RtcpReader(data, offset, at + 4, at + size - padding)));
      at += size;
    } while (at < end);
    return packets;
  }

  /**
   * RFC 3550 section 6.4.1: only the last packet of a compound is padded; the last octet counts the
   * padding.
   */
  private static int padding(
      RtcpReader header, byte[] data, int at, int size, boolean padded, boolean last)
      throws RtcpException {
    if (!padded) {
      return 0;
    }
    int padding = data[at + size - 1] & 0xFF;
    if (!last || padding == 0 || padding > size - 4) {
      throw header.error("RTCP padding of " + padding + " bytes");
    }
    return padding;
  }

  private static RtcpPacket body(int type, int count, RtcpReader in) throws RtcpException {
    return switch (type) {
      case TYPE_SR ->
          new RtcpPacket.SenderReport(
              in.i32(), in.u32() << 32 | in.u32(), in.i32(), in.u32(), in.u32(), blocks(count, in));
      case TYPE_RR -> new RtcpPacket.ReceiverReport(in.i32(), blocks(count, in));
      case TYPE_SDES -> sourceDescription(count, in);
      case TYPE_BYE -> new RtcpPacket.Bye(ssrcs(count, in));
      case TYPE_TRANSPORT_FEEDBACK -> transportFeedback(count, in);
      case TYPE_PAYLOAD_FEEDBACK -> payloadFeedback(count, in);
      default -> new RtcpPacket.Unknown(type, count);
    };
  }

  private static List<ReportBlock> blocks(int count, RtcpReader in) throws RtcpException {
    List<ReportBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int ssrc = in.i32();
      int loss = in.i32();
      // 8 bits of fraction, then 24 bits signed
      blocks.add(
          new ReportBlock(
              ssrc, loss >>> 24, loss << 8 >> 8, in.u32(), in.u32(), in.i32(), in.u32()));
    }
    return blocks;
  }

  private static RtcpPacket sourceDescription(int count, RtcpReader in) throws RtcpException {
    List<RtcpPacket.SourceDescription.Chunk> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int ssrc = in.i32();
      String cname = null;
      int read = 0;
      for (int item = in.u8(); item != 0; item = in.u8()) {
        byte[] text = in.bytes(in.u8());
        read += 2 + text.length;
        if (item == SDES_CNAME) {
          cname = new String(text, StandardCharsets.UTF_8);
        }
      }
      // RFC 3550 section 6.5: the list ends with one or more null octets up to a 32-bit boundary
      in.bytes(3 - read % 4);
      chunks.add(new RtcpPacket.SourceDescription.Chunk(ssrc, cname));
    }
    return new RtcpPacket.SourceDescription(chunks);
  }

  private static RtcpPacket transportFeedback(int format, RtcpReader in) throws RtcpException {
    return switch (format) {
      case 1 -> nack(in);
      case 15 -> TransportFeedback.parse(in);
      default -> new RtcpPacket.Unknown(TYPE_TRANSPORT_FEEDBACK, format);
    };
  }

  private static RtcpPacket nack(RtcpReader in) throws RtcpException {
    int sender = in.i32();
    int media = in.i32();
    List<Integer> sequences = new ArrayList<>();
    while (in.remaining() > 0) {
      int first = in.u16();
      sequences.add(first);
      int following = in.u16();
      for (int bit = 0; bit < 16; bit++) {
        if ((following >>> bit & 1) != 0) {
          sequences.add((first + 1 + bit) & 0xFFFF);
        }
      }
    }
    return new RtcpPacket.Nack(sender, media, sequences);
  }

  private static RtcpPacket payloadFeedback(int format, RtcpReader in) throws RtcpException {
    int sender = in.i32();
    int media = in.i32();
    return switch (format) {
      case 1 -> new RtcpPacket.PictureLoss(sender, media);
      case 4 -> fullIntraRequest(sender, in);
      case 15 -> applicationLayer(sender, in);
      default -> new RtcpPacket.Unknown(TYPE_PAYLOAD_FEEDBACK, format);
    };
  }

  private static RtcpPacket fullIntraRequest(int sender, RtcpReader in) throws RtcpException {
    List<Integer> media = new ArrayList<>();
    while (in.remaining() > 0) {
      media.add(in.i32());
      in.i32(); // command sequence number and reserved bits
    }
    return new RtcpPacket.FullIntraRequest(sender, media);
  }

  private static RtcpPacket applicationLayer(int sender, RtcpReader in) throws RtcpException {
    if (in.remaining() < 8 || in.i32() != REMB_NAME) {
      return new RtcpPacket.Unknown(TYPE_PAYLOAD_FEEDBACK, 15);
    }
    int count = in.u8();
    int exponentAndMantissa = in.u8() << 16 | in.u16();
    int exponent = exponentAndMantissa >>> 18;
    long mantissa = exponentAndMantissa & 0x3FFFF;
    long rate = exponent > 63 - 18 ? Long.MAX_VALUE : mantissa << exponent;
    return new RtcpPacket.EstimatedBitrate(sender, rate, ssrcs(count, in));
  }

  private static List<Integer> ssrcs(int count, RtcpReader in) throws RtcpException {
    List<Integer> ssrcs = new ArrayList<>(Math.min(count, in.remaining() / 4));
    for (int i = 0; i < count; i++) {
      ssrcs.add(in.i32());
    }
    return ssrcs;
  }
}
