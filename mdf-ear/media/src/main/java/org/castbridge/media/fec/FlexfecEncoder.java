/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.fec;

import java.util.Random;
import org.castbridge.media.rtp.RtpClock;
import org.castbridge.media.rtp.RtpStream;

/**
 * The parity stream of one viewer's picture: draft-ietf-payload-flexible-fec-scheme-03, which is
 * what browsers mean by {@code flexfec-03}. Two parities run side by side, over every second packet
 * each, so that two losses in a row can be repaired. Not for several threads.
 *
 * <p>A parity packet that is {@link #ready} must be written before the next packet is protected.
 */
public final class FlexfecEncoder {
  /** Most packets a parity may cover. */
  public static final int MAX_GROUP = 20;

  private static final int COLUMNS = 2;

  /** Packets after which what is there is sent, however few they are. */
  private static final long MAX_AGE_NANOS = 60_000_000;

  private static final int MAX_SHORT_SPAN = 15;

  private final int payloadType;
  private final int protectedSsrc;
  private final RtpStream stream;
  private final Parity[] columns = {new Parity(), new Parity()};
  private final boolean[] ready = new boolean[COLUMNS];
  private int group;
  private int next;
  private long begunAt;
  private int timestamp;

  /**
   * @param protectedSsrc of the pictures
   */
  public FlexfecEncoder(
      int payloadType, int ssrc, int protectedSsrc, RtpClock clock, Random random) {
    this.payloadType = payloadType;
    this.protectedSsrc = protectedSsrc;
    this.stream = new RtpStream(ssrc, clock, random);
  }

  /**
   * How many packets a parity covers from now on.
   *
   * @param packets 1 to {@link #MAX_GROUP}; 0 for no parity
   */
  public void group(int packets) {
    if (packets < 0 || packets > MAX_GROUP) {
      throw new IllegalArgumentException("parity over " + packets + " packets");
    }
    group = packets;
    if (packets == 0) {
      for (int i = 0; i < COLUMNS; i++) {
        columns[i].clear();
        ready[i] = false;
      }
    }
  }

  /** True if packets are protected. */
  public boolean active() {
    return group > 0;
  }

  /**
   * Takes an RTP packet of the picture as it leaves, in the clear.
   *
   * @param end index behind it
   */
  public void protect(byte[] b, int at, int end, long now) {
    if (group == 0) {
      return;
    }
    Parity column = columns[next];
    if (columns[0].count() == 0 && columns[1].count() == 0) {
      begunAt = now;
    }
    column.add(b, at, end);
    timestamp =
        (b[at + 4] & 0xFF) << 24
            | (b[at + 5] & 0xFF) << 16
            | (b[at + 6] & 0xFF) << 8
            | (b[at + 7] & 0xFF);
    ready[next] |= column.count() >= group;
    boolean pictureEnds = b[at + 1] < 0;
    if (pictureEnds && now - begunAt >= MAX_AGE_NANOS) {
      for (int i = 0; i < COLUMNS; i++) {
        ready[i] |= columns[i].count() > 0;
      }
    }
    next = (next + 1) % COLUMNS;
  }

  /** True if {@link #write} has a packet. */
  public boolean ready() {
    return ready[0] || ready[1];
  }

  /**
   * Writes the parity packet that is ready at {@code at}.
   *
   * @return the index behind it
   */
  public int write(byte[] b, int at) {
    int index = ready[0] ? 0 : 1;
    Parity parity = columns[index];
    int from = stream.writeHeader(b, at, payloadType, false, timestamp);
    int to = header(parity, b, from);
    System.arraycopy(parity.payload(), 0, b, to, parity.length());
    to += parity.length();
    stream.countOctets(to - from);
    parity.clear();
    ready[index] = false;
    return to;
  }

  /** Draft section 4.2.2: R and F 0; one source; mask of 15 or 46 packets. */
  private int header(Parity parity, byte[] b, int at) {
    byte[] recovery = parity.header();
    System.arraycopy(recovery, 0, b, at, recovery.length);
    b[at] &= 0x3F;
    b[at + 8] = 1;
    b[at + 9] = 0;
    b[at + 10] = 0;
    b[at + 11] = 0;
    putInt(b, at + 12, protectedSsrc);
    b[at + 16] = (byte) (parity.base() >>> 8);
    b[at + 17] = (byte) parity.base();
    int first = (int) (parity.mask() >>> 64 - MAX_SHORT_SPAN);
    long rest = parity.mask() << MAX_SHORT_SPAN;
    boolean isShort = rest == 0;
    // each part of the mask begins with a bit that says whether it is the last
    b[at + 18] = (byte) ((isShort ? 0x80 : 0) | first >>> 8);
    b[at + 19] = (byte) first;
    if (isShort) {
      return at + 20;
    }
    putInt(b, at + 20, 0x80000000 | (int) (rest >>> 33));
    return at + 24;
  }

  private static void putInt(byte[] b, int at, int value) {
    b[at] = (byte) (value >>> 24);
    b[at + 1] = (byte) (value >>> 16);
    b[at + 2] = (byte) (value >>> 8);
    b[at + 3] = (byte) value;
  }

  /** Parity packets written. */
  public long packets() {
    return stream.packets();
  }
}
