/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import org.castbridge.media.film.Codec;
import org.castbridge.media.film.Track;

/**
 * One access unit cut into RTP payloads: all of them back to back in one array. Immutable, so that
 * all viewers of a channel, on all event loops, send the same one.
 */
public final class PacketisedUnit {
  /**
   * Maximum payload in bytes: with RTP header, SRTP tag and UDP/IPv6 headers it stays below 1280,
   * the least path MTU of IPv6.
   */
  public static final int MAX_PAYLOAD = 1150;

  /** A packet is padded by this part of it at most: by 35 bytes. */
  private static final int PADDED_PART = 32;

  private final Codec codec;
  private final long ptsUs;
  private final boolean sync;
  private final int pictureIdAt;
  private final byte[] bytes;

  /** Index behind each payload. */
  private final int[] ends;

  /** Bytes behind each payload; null if there are none. */
  private final byte[] padding;

  PacketisedUnit(Codec codec, long ptsUs, boolean sync, int pictureIdAt, byte[] bytes, int[] ends) {
    this.codec = codec;
    this.ptsUs = ptsUs;
    this.sync = sync;
    this.pictureIdAt = pictureIdAt;
    this.bytes = bytes;
    this.ends = ends;
    this.padding = ends.length == 1 ? null : paddings();
  }

  private byte[] paddings() {
    byte[] all = new byte[ends.length];
    boolean any = false;
    int before = length(0);
    for (int i = 1; i < all.length; i++) {
      int missing = before - length(i);
      if (missing > 0 && missing <= before / PADDED_PART) {
        all[i] = (byte) missing;
        any = true;
      }
      before = length(i) + all[i];
    }
    return any ? all : null;
  }

  public Codec codec() {
    return codec;
  }

  public Track track() {
    return codec.track();
  }

  /** Of the access unit, microseconds. */
  public long ptsUs() {
    return ptsUs;
  }

  /** True if decoding may start here. */
  public boolean sync() {
    return sync;
  }

  /** At least 1. */
  public int packets() {
    return ends.length;
  }

  /** Bytes of payload {@code i}, 0 to {@code packets() - 1}. */
  public int length(int i) {
    return ends[i] - start(i);
  }

  /**
   * Bytes of RTP padding (RFC 3550 section 5.1) that make packet {@code i} as long as the one
   * before it with its own, if it is nearly that long; else 0. Packets of equal length leave in one
   * segmented send.
   */
  public int padding(int i) {
    return padding == null ? 0 : padding[i];
  }

  /** Bytes of all payloads. */
  public int size() {
    return ends[ends.length - 1];
  }

  /**
   * The RTP marker of packet {@code i}: the last one of a picture (RFC 6184 section 5.1, RFC 7741
   * section 4.1, RFC 9628 section 4.1); never set for sound.
   */
  public boolean marker(int i) {
    return i == ends.length - 1 && codec.track() == Track.VIDEO;
  }

  /** Writes payload {@code i} at {@code at} and returns the index behind it. */
  public int write(int i, byte[] to, int at) {
    int start = start(i);
    int length = ends[i] - start;
    System.arraycopy(bytes, start, to, at, length);
    return at + length;
  }

  /**
   * Writes payload {@code i} with the sender's running picture id, if the format has one.
   *
   * @param pictureId its low 15 bits are used
   * @return the index behind the payload
   */
  public int write(int i, byte[] to, int at, int pictureId) {
    int end = write(i, to, at);
    if (pictureIdAt >= 0) {
      // the most significant bit says that the id has 15 bits (RFC 7741 4.2, RFC 9628 4.2)
      to[at + pictureIdAt] = (byte) (pictureId >>> 8 | 0x80);
      to[at + pictureIdAt + 1] = (byte) pictureId;
    }
    return end;
  }

  /**
   * Offset, within every payload, of the 15-bit picture id each sender numbers by itself; -1 if the
   * format has none.
   */
  public int pictureIdAt() {
    return pictureIdAt;
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }
}
