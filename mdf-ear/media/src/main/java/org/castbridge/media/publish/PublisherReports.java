/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.publish;

import org.castbridge.media.rtcp.ReportBlock;

/**
 * Writes what a receiver says to its sender: reports (RFC 3550 section 6.4.2), requests to repeat
 * (RFC 4585 section 6.2.1) and for a key frame (section 6.3.1), and the bit rate there is room for
 * (draft-alvestrand-rmcat-remb-03). In the clear.
 */
final class PublisherReports {
  private static final int RECEIVER_REPORT = 201;
  private static final int TRANSPORT_FEEDBACK = 205;
  private static final int PAYLOAD_FEEDBACK = 206;
  private static final int REMB = 0x52454D42;

  private PublisherReports() {}

  /** An empty list makes a report that only says that we are there. */
  static int receiverReport(byte[] b, int ssrc, java.util.List<ReportBlock> blocks) {
    int at = 8;
    for (ReportBlock block : blocks) {
      i32(b, at, block.ssrc());
      i32(b, at + 4, block.fractionLost() << 24 | block.cumulativeLost() & 0xFFFFFF);
      i32(b, at + 8, (int) block.highestSequence());
      i32(b, at + 12, (int) block.jitter());
      i32(b, at + 16, block.lastSr());
      i32(b, at + 20, (int) block.delaySinceLastSr());
      at += 24;
    }
    header(b, 0, blocks.size(), RECEIVER_REPORT, at);
    i32(b, 4, ssrc);
    return at;
  }

  /** Sequence numbers in rising order; returns the index behind it. */
  static int nack(byte[] b, int start, int ssrc, int media, int[] sequences, int count) {
    int at = start + 12;
    for (int i = 0; i < count; ) {
      int first = sequences[i++];
      int following = 0;
      while (i < count && ((sequences[i] - first) & 0xFFFF) <= 16) {
        following |= 1 << ((sequences[i++] - first - 1) & 0xFFFF);
      }
      i32(b, at, first << 16 | following);
      at += 4;
    }
    header(b, start, 1, TRANSPORT_FEEDBACK, at - start);
    i32(b, start + 4, ssrc);
    i32(b, start + 8, media);
    return at;
  }

  static int pictureLoss(byte[] b, int start, int ssrc, int media) {
    header(b, start, 1, PAYLOAD_FEEDBACK, 12);
    i32(b, start + 4, ssrc);
    i32(b, start + 8, media);
    return start + 12;
  }

  static int bitrate(byte[] b, int start, int ssrc, int media, long bitsPerSecond) {
    header(b, start, 15, PAYLOAD_FEEDBACK, 24);
    i32(b, start + 4, ssrc);
    i32(b, start + 8, 0);
    i32(b, start + 12, REMB);
    int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bitsPerSecond) - 18);
    i32(b, start + 16, 1 << 24 | exponent << 18 | (int) (bitsPerSecond >>> exponent));
    i32(b, start + 20, media);
    return start + 24;
  }

  private static void header(byte[] b, int at, int count, int type, int size) {
    b[at] = (byte) (0x80 | count);
    b[at + 1] = (byte) type;
    b[at + 2] = (byte) (size / 4 - 1 >>> 8);
    b[at + 3] = (byte) (size / 4 - 1);
  }

  private static void i32(byte[] b, int at, int value) {
    b[at] = (byte) (value >>> 24);
    b[at + 1] = (byte) (value >>> 16);
    b[at + 2] = (byte) (value >>> 8);
    b[at + 3] = (byte) value;
  }
}
