/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ts;

import java.util.ArrayList;
import java.util.List;

/** Reads programme association and programme map sections (ISO/IEC 13818-1 sections 2.4.4.3, 8). */
final class ProgramTables {
  private static final int PAT = 0;
  private static final int PMT = 2;
  private static final int CRC = 4;

  private ProgramTables() {}

  /** A programme and the PID of its map. */
  record Program(int number, int mapPid) {}

  /** The programmes of a PAT section; empty if it is none or not in force yet. */
  static List<Program> programs(byte[] section) {
    List<Program> programs = new ArrayList<>();
    if (!isCurrent(section, PAT)) {
      return programs;
    }
    for (int at = 8; at + 4 <= section.length - CRC; at += 4) {
      int number = u16(section, at);
      if (number != 0) { // 0 is the network PID
        programs.add(new Program(number, u16(section, at + 2) & 0x1FFF));
      }
    }
    return programs;
  }

  /** The streams of a PMT section; null if it is none, not in force yet, or broken. */
  static List<StreamEntry> streams(byte[] section, int program) {
    if (!isCurrent(section, PMT) || section.length < 12 + CRC || u16(section, 3) != program) {
      return null;
    }
    int end = section.length - CRC;
    int at = 12 + (u16(section, 10) & 0x0FFF);
    List<StreamEntry> streams = new ArrayList<>();
    while (at + 5 <= end) {
      int descriptors = at + 5;
      int next = descriptors + (u16(section, at + 3) & 0x0FFF);
      if (next > end) {
        return null;
      }
      int pid = u16(section, at + 1) & 0x1FFF;
      streams.add(StreamEntry.of(section[at] & 0xFF, pid, section, descriptors, next));
      at = next;
    }
    return streams;
  }

  private static boolean isCurrent(byte[] section, int table) {
    return section.length >= 8 + CRC
        && (section[0] & 0xFF) == table
        && (section[1] & 0x80) != 0
        && (section[5] & 1) != 0;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
  }
}
