/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import java.nio.charset.StandardCharsets;

/** Builds the compound packets a sender sends (RFC 3550 sections 6.4.1, 6.5, 6.6), in the clear. */
public final class RtcpWriter {
  private final byte[] cname;

  /**
   * @param cname canonical name shared by all streams of a session: what ties picture and sound
   *     together; 1 to 255 bytes
   */
  public RtcpWriter(String cname) {
    this.cname = cname.getBytes(StandardCharsets.UTF_8);
    if (this.cname.length == 0 || this.cname.length > 255) {
      throw new IllegalArgumentException("CNAME of " + this.cname.length + " bytes");
    }
  }

  /**
   * Sender report without report blocks (nothing is received), and the source description.
   *
   * @param ntp 64-bit NTP timestamp of now
   * @param rtpTimestamp the same instant on the stream's RTP clock
   * @return the index behind it
   */
  public int senderReport(
      byte[] b, int at, int ssrc, long ntp, int rtpTimestamp, long packets, long octets) {
    header(b, at, 0, RtcpParser.TYPE_SR, 28);
    writeInt(b, at + 4, ssrc);
    writeInt(b, at + 8, (int) (ntp >>> 32));
    writeInt(b, at + 12, (int) ntp);
    writeInt(b, at + 16, rtpTimestamp);
    writeInt(b, at + 20, (int) packets);
    writeInt(b, at + 24, (int) octets);
    return sourceDescription(b, at + 28, ssrc);
  }

  /** Goodbye: an empty receiver report, the source description, BYE for the SSRCs (section 6.6). */
  public int bye(byte[] b, int at, int[] ssrcs) {
    header(b, at, 0, RtcpParser.TYPE_RR, 8);
    writeInt(b, at + 4, ssrcs[0]);
    int next = sourceDescription(b, at + 8, ssrcs[0]);
    int size = 4 + 4 * ssrcs.length;
    header(b, next, ssrcs.length, RtcpParser.TYPE_BYE, size);
    for (int i = 0; i < ssrcs.length; i++) {
      writeInt(b, next + 4 + 4 * i, ssrcs[i]);
    }
    return next + size;
  }

  private int sourceDescription(byte[] b, int at, int ssrc) {
    int items = 2 + cname.length;
    int size = 8 + items + (4 - items % 4);
    header(b, at, 1, RtcpParser.TYPE_SDES, size);
    writeInt(b, at + 4, ssrc);
    b[at + 8] = RtcpParser.SDES_CNAME;
    b[at + 9] = (byte) cname.length;
    System.arraycopy(cname, 0, b, at + 10, cname.length);
    for (int i = at + 10 + cname.length; i < at + size; i++) {
      b[i] = 0;
    }
    return at + size;
  }

  private static void header(byte[] b, int at, int count, int type, int size) {
    b[at] = (byte) (0x80 | count);
    b[at + 1] = (byte) type;
    int words = size / 4 - 1;
    b[at + 2] = (byte) (words >>> 8);
    b[at + 3] = (byte) words;
  }

  private static void writeInt(byte[] b, int at, int value) {
    b[at] = (byte) (value >>> 24);
    b[at + 1] = (byte) (value >>> 16);
    b[at + 2] = (byte) (value >>> 8);
    b[at + 3] = (byte) value;
  }
}
