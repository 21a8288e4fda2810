/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.rtcp;

import java.util.Arrays;

/**
 * Which packets of the transport came in, and when (draft-holmer-rmcat-transport-wide-cc-01 section
 * 3.1): transport feedback, format 15.
 *
 * @param baseSequence transport-wide number of the first packet reported, 16 bits
 * @param count packets reported, from there on
 * @param number of the feedback packet, 8 bits
 * @param received how many numbers after {@code baseSequence} each packet that came in has, rising
 * @param arrivalUs when each of these came in, microseconds of the receiver's clock
 */
public record TransportFeedback(
    int senderSsrc,
    int mediaSsrc,
    int baseSequence,
    int count,
    int number,
    int[] received,
    long[] arrivalUs)
    implements RtcpPacket {
  /** Unit of the reference time, 64 ms. */
  private static final long REFERENCE_US = 64_000;

  /** Unit of the deltas, 250 µs. */
  private static final long DELTA_US = 250;

  private static final int NOT_RECEIVED = 0;
  private static final int SMALL_DELTA = 1;
  private static final int LARGE_DELTA = 2;

  /** Packets that did not come in. */
  public int lost() {
    return count - received.length;
  }

  static TransportFeedback parse(RtcpReader in) throws RtcpException {
    int sender = in.i32();
    int media = in.i32();
    int base = in.u16();
    int count = in.u16();
    int timeAndNumber = in.i32();
    Statuses statuses = new Statuses(in.remaining());
    int seen = 0;
    while (seen < count) {
      seen = chunk(in, seen, count, statuses);
    }
    long at = (timeAndNumber >> 8) * REFERENCE_US;
    long[] arrivals = new long[statuses.size];
    for (int i = 0; i < arrivals.length; i++) {
      int delta = statuses.large[i] ? (short) in.u16() : in.u8();
      at += delta * DELTA_US;
      arrivals[i] = at;
    }
    int[] received = Arrays.copyOf(statuses.index, statuses.size);
    return new TransportFeedback(
        sender, media, base, count, timeAndNumber & 0xFF, received, arrivals);
  }

  /** Sections 3.1.3 and 3.1.4: a run of one status, or a vector of 14 short or 7 long ones. */
  private static int chunk(RtcpReader in, int seen, int count, Statuses to) throws RtcpException {
    int chunk = in.u16();
    int at = seen;
    if ((chunk & 0x8000) == 0) {
      int run = Math.min(chunk & 0x1FFF, count - seen);
      if (run == 0) {
        throw in.error("transport feedback with an empty run");
      }
      int status = chunk >> 13 & 3;
      for (int i = 0; i < run && status != NOT_RECEIVED; i++) {
        to.add(at + i, status, in);
      }
      return at + run;
    }
    boolean isLong = (chunk & 0x4000) != 0;
    int symbols = isLong ? 7 : 14;
    for (int i = 0; i < symbols && at < count; i++, at++) {
      int status = isLong ? chunk >> 2 * (6 - i) & 3 : chunk >> 13 - i & 1;
      to.add(at, status, in);
    }
    return at;
  }

  /** The packets that came in: never more than there are bytes to say when. */
  private static final class Statuses {
    private final int[] index;
    private final boolean[] large;
    private int size;

    Statuses(int most) {
      index = new int[most];
      large = new boolean[most];
    }

    void add(int packet, int status, RtcpReader in) throws RtcpException {
      if (status == NOT_RECEIVED) {
        return;
      }
      if (status != SMALL_DELTA && status != LARGE_DELTA) {
        throw in.error("transport feedback with status " + status);
      }
      if (size == index.length) {
        throw in.error("transport feedback without times of arrival");
      }
      index[size] = packet;
      large[size++] = status == LARGE_DELTA;
    }
  }
}
