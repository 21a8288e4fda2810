/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.live;

/**
 * Finds the NAL units of a byte stream (ITU-T H.264 and H.265 Annex B). Whatever the bytes are, the
 * units reported lie within them.
 */
public final class AnnexB {

  /** Takes the NAL units in their order; {@code from} is the header's first byte. */
  public interface NalSink {
    void nal(byte[] b, int from, int to);
  }

  private AnnexB() {}

  /** Reports every NAL unit of the range that is not empty. What precedes the first is skipped. */
  public static void split(byte[] b, int from, int to, NalSink sink) {
    int start = nextStartCode(b, from, to);
    while (start < to) {
      int nal = start + 3;
      int next = nextStartCode(b, nal, to);
      int end = next;
      while (end > nal && b[end - 1] == 0) { // trailing_zero_8bits, and a 4-byte start code's first
        end--;
      }
      if (end > nal) {
        sink.nal(b, nal, end);
      }
      start = next;
    }
  }

  /** Index of the next 00 00 01, or {@code to}. */
  private static int nextStartCode(byte[] b, int from, int to) {
    for (int i = from + 2; i < to; ) {
      if (b[i] > 1 || b[i] < 0) {
        i += 3;
      } else if (b[i] == 1 && b[i - 1] == 0 && b[i - 2] == 0) {
        return i - 2;
      } else {
        i++;
      }
    }
    return to;
  }
}
