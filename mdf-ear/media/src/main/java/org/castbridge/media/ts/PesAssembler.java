/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import java.util.Arrays;

/**
 * Puts the PES packets of one PID together (ISO/IEC 13818-1 section 2.4.3.6). A packet without a
 * presentation time goes on with what the one before began. Memory is bounded by {@link #MAX}.
 */
final class PesAssembler {
  /** Takes the payload between two presentation times; the array is used again afterwards. */
  interface Sink {
    /**
     * @param pts 33 bits, 90 kHz
     */
    void pes(byte[] b, int length, long pts);
  }

  static final int MAX = 4 << 20;
  private static final int FIRST = 1 << 16;
  private static final int HEADER = 9;

  private final Sink sink;
  private byte[] buffer = new byte[FIRST];
  private int filled;
  private int expected;
  private long pts;
  private boolean collecting;
  private long damaged;

  PesAssembler(Sink sink) {
    this.sink = sink;
  }

  long damaged() {
    return damaged;
  }

  /** Packets were lost: what is half collected is left out. */
  void lose() {
    if (collecting) {
      collecting = false;
      damaged++;
    }
  }

  /** Payload of one transport packet. */
  void handle(byte[] b, int from, int to, boolean start) {
    if (start) {
      start(b, from, to);
    } else if (collecting) {
      append(b, from, to);
    }
    if (collecting && expected > 0 && filled >= expected) {
      deliver();
    }
  }

  private void start(byte[] b, int from, int to) {
    boolean valid =
        to - from >= HEADER
            && b[from] == 0
            && b[from + 1] == 0
            && b[from + 2] == 1
            && (b[from + 6] & 0xC0) == 0x80;
    int payload = valid ? from + HEADER + (b[from + 8] & 0xFF) : to;
    if (!valid || payload > to) {
      lose();
      return;
    }
    int length = (b[from + 4] & 0xFF) << 8 | b[from + 5] & 0xFF;
    int body = length == 0 ? 0 : from + 6 + length - payload;
    if ((b[from + 7] & 0x80) != 0 && payload - from >= HEADER + 5) {
      deliver();
      pts = timestamp(b, from + HEADER);
      collecting = true;
      expected = Math.max(body, 0);
    } else if (collecting) {
      expected = 0; // unknown how much is still to come: up to the next presentation time
    }
    if (collecting) {
      append(b, payload, to);
    }
  }

  /** Section 2.4.3.7: 33 bits in five bytes with marker bits between. */
  private static long timestamp(byte[] b, int at) {
    return (b[at] & 0x0EL) << 29
        | (b[at + 1] & 0xFFL) << 22
        | (b[at + 2] & 0xFEL) << 14
        | (b[at + 3] & 0xFFL) << 7
        | (b[at + 4] & 0xFEL) >> 1;
  }

  private void append(byte[] b, int from, int to) {
    int length = to - from;
    if (filled + length > MAX) {
      lose();
      filled = 0;
      return;
    }
    if (filled + length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(MAX, Math.max(2 * buffer.length, filled + length)));
    }
    System.arraycopy(b, from, buffer, filled, length);
    filled += length;
  }

  private void deliver() {
    if (collecting && filled > 0) {
      sink.pes(buffer, expected > 0 ? Math.min(filled, expected) : filled, pts);
    }
    collecting = false;
    filled = 0;
  }
}
