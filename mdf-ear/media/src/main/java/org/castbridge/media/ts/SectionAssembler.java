/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import java.util.Arrays;

/**
 * Puts the sections of one PID together (ISO/IEC 13818-1 section 2.4.4) and hands on those whose
 * CRC is right.
 */
final class SectionAssembler {
  /** Takes a whole section, table_id first, CRC last. */
  interface Sink {
    void section(byte[] section);
  }

  /** Header, and section_length of at most 1021 (section 2.4.4.3). */
  private static final int MAX_SECTION = 1024;

  private static final int HEADER = 3;

  private final Sink sink;
  private final byte[] buffer = new byte[MAX_SECTION];
  private int filled;
  private boolean collecting;

  SectionAssembler(Sink sink) {
    this.sink = sink;
  }

  /** Packets were lost: what is half collected is worth nothing. */
  void reset() {
    collecting = false;
    filled = 0;
  }

  void handle(byte[] b, int from, int to, boolean start) {
    int at = from;
    if (start) {
      int pointer = at < to ? b[at] & 0xFF : 0;
      int first = at + 1 + pointer;
      if (first > to) {
        reset();
        return;
      }
      take(b, at + 1, first);
      reset();
      at = first;
      collecting = true;
    }
    take(b, at, to);
  }

  private void take(byte[] b, int from, int to) {
    int at = from;
    while (collecting && at < to) {
      if (filled == 0 && (b[at] & 0xFF) == 0xFF) { // stuffing: nothing more in this packet
        reset();
        return;
      }
      int wanted = (filled < HEADER ? HEADER : length()) - filled;
      int count = Math.min(wanted, to - at);
      System.arraycopy(b, at, buffer, filled, count);
      filled += count;
      at += count;
      if (filled >= HEADER && length() > MAX_SECTION) {
        reset();
      } else if (filled >= HEADER && filled == length()) {
        if (Crc32Mpeg.of(buffer, 0, filled) == 0) {
          sink.section(Arrays.copyOf(buffer, filled));
        }
        filled = 0;
      }
    }
  }

  private int length() {
    return HEADER + ((buffer[1] & 0x0F) << 8 | buffer[2] & 0xFF);
  }
}
