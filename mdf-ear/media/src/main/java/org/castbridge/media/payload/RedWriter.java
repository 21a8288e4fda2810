/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

/**
 * Redundant audio data (RFC 2198): each packet carries the ones before it once more, so that a lost
 * packet comes with the next. One per viewer; not for several threads.
 */
public final class RedWriter {
  /** Most packets that can be repeated in one. */
  public static final int MAX_DEPTH = 2;

  /** 14 bits of timestamp offset, 10 bits of length (section 3). */
  private static final int MAX_OFFSET = (1 << 14) - 1;

  private static final int MAX_LENGTH = (1 << 10) - 1;

  private static final int MORE = 0x80;

  private final int payloadType;

  /** The units before, the latest first; null for none. */
  private final PacketisedUnit[] units = new PacketisedUnit[MAX_DEPTH];

  private final int[] timestamps = new int[MAX_DEPTH];

  /**
   * @param payloadType of the sound within
   */
  public RedWriter(int payloadType) {
    this.payloadType = payloadType;
  }

  /** Takes note of a unit that is sent plainly. */
  public void passed(PacketisedUnit unit, int timestamp) {
    System.arraycopy(units, 0, units, 1, MAX_DEPTH - 1);
    System.arraycopy(timestamps, 0, timestamps, 1, MAX_DEPTH - 1);
    units[0] = unit;
    timestamps[0] = timestamp;
  }

  /**
   * Writes the payload for a unit at {@code at}, and takes note of it.
   *
   * @param depth packets to be repeated in it, 0 to {@link #MAX_DEPTH}
   * @return the index behind it
   */
  public int write(PacketisedUnit unit, int timestamp, int depth, byte[] to, int at) {
    int repeated = repeatable(unit, timestamp, depth);
    int next = at;
    for (int i = repeated - 1; i >= 0; i--) {
      int offset = timestamp - timestamps[i];
      int block = offset << 10 | units[i].length(0);
      to[next++] = (byte) (MORE | payloadType);
      to[next++] = (byte) (block >>> 16);
      to[next++] = (byte) (block >>> 8);
      to[next++] = (byte) block;
    }
    to[next++] = (byte) payloadType;
    for (int i = repeated - 1; i >= 0; i--) {
      next = units[i].write(0, to, next);
    }
    next = unit.write(0, to, next);
    passed(unit, timestamp);
    return next;
  }

  /** How many of the units before this one find room in its packet, and can be told from it. */
  private int repeatable(PacketisedUnit unit, int timestamp, int depth) {
    int bytes = 1 + unit.length(0);
    for (int i = 0; i < Math.min(depth, MAX_DEPTH); i++) {
      int offset = units[i] == null ? 0 : timestamp - timestamps[i];
      bytes += units[i] == null ? 0 : 4 + units[i].length(0);
      boolean fits = offset > 0 && offset <= MAX_OFFSET && bytes <= PacketisedUnit.MAX_PAYLOAD;
      if (!fits || units[i].length(0) > MAX_LENGTH) {
        return i;
      }
    }
    return Math.min(depth, MAX_DEPTH);
  }
}
