/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.session;

import java.util.Arrays;
import org.castbridge.media.payload.PacketisedUnit;
import org.castbridge.media.playout.ReadUnit;
import org.castbridge.media.rtp.RtxStream;

/**
 * The pictures a viewer was sent last, so that lost packets can be repeated: which sequence numbers
 * they had, and where they are to be had again. Keeps no packet of a stored film, and of a channel
 * only those all viewers share. Not for several threads.
 */
final class SentUnits {
  /** More than a second at 60 pictures a second, two and a half at 25. */
  static final int CAPACITY = 64;

  private static final long NEVER = Long.MIN_VALUE;

  /** Asked for once, not repeated. */
  private static final long ASKED = NEVER + 1;

  private final int[] first = new int[CAPACITY];
  private final int[] packets = new int[CAPACITY];
  private final int[] timestamp = new int[CAPACITY];
  private final int[] pictureId = new int[CAPACITY];
  private final int[] rtxPayloadType = new int[CAPACITY];
  private final int[] rendition = new int[CAPACITY];
  private final long[] ptsUs = new long[CAPACITY];

  /** A {@link PacketisedUnit} that is shared, or the {@link ReadUnit.Keeper} of one that is not. */
  private final Object[] from = new Object[CAPACITY];

  /** When each packet was repeated last; null if none was. */
  private final long[][] repeatedAt = new long[CAPACITY][];

  private int newest = -1;
  private long asked;

  /**
   * Remembers a picture that begins to be sent.
   *
   * @param firstSequence of its first packet
   */
  void add(ReadUnit read, int firstSequence, int rtpTimestamp, int id, int rtxType) {
    newest = (newest + 1) % CAPACITY;
    first[newest] = firstSequence;
    packets[newest] = read.unit().packets();
    timestamp[newest] = rtpTimestamp;
    pictureId[newest] = id;
    rtxPayloadType[newest] = rtxType;
    rendition[newest] = read.rendition();
    ptsUs[newest] = read.unit().ptsUs();
    from[newest] = read.keeper() == null ? read.unit() : read.keeper();
    repeatedAt[newest] = null;
  }

  /** Index of the picture this packet belongs to; -1 if it is not known or too old. */
  int find(int sequence) {
    for (int i = 0; i < CAPACITY && newest >= 0; i++) {
      int at = (newest - i + CAPACITY) % CAPACITY;
      if ((sequence - first[at] & 0xFFFF) < packets[at]) {
        return from[at] == null ? -1 : at;
      }
    }
    return -1;
  }

  /**
   * True if the packet was never repeated, or not within the last {@code interval} nanoseconds;
   * then it counts as repeated at {@code now}. Keeps a flood of requests from becoming a flood of
   * packets.
   *
   * @param late true to let the first request for a packet pass
   */
  boolean claim(int at, int sequence, long now, long interval, boolean late) {
    if (repeatedAt[at] == null) {
      repeatedAt[at] = new long[packets[at]];
      Arrays.fill(repeatedAt[at], NEVER);
    }
    int index = sequence - first[at] & 0xFFFF;
    long before = repeatedAt[at][index];
    asked += before == NEVER ? 1 : 0;
    if (late && before == NEVER) {
      repeatedAt[at][index] = ASKED;
      return false;
    }
    if (before > ASKED && now - before < interval) {
      return false;
    }
    repeatedAt[at][index] = now;
    return true;
  }

  /** Different packets that were claimed. */
  long asked() {
    return asked;
  }

  /** The packet, to be sent again; null if its picture cannot be had any more. */
  RtxStream.Again again(int at, int sequence) {
    PacketisedUnit unit =
        from[at] instanceof PacketisedUnit shared
            ? shared
            : ((ReadUnit.Keeper) from[at]).again(rendition[at], ptsUs[at]);
    if (unit == null || unit.packets() != packets[at]) {
      from[at] = null;
      return null;
    }
    return new RtxStream.Again(
        unit,
        sequence - first[at] & 0xFFFF,
        rtxPayloadType[at],
        sequence & 0xFFFF,
        timestamp[at],
        pictureId[at]);
  }
}
