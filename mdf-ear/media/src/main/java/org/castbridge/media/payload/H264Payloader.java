/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;

/**
 * RFC 6184, packetization-mode 1: single NAL units, FU-A for large ones, one STAP-A with SPS and
 * PPS before each IDR picture: browsers take parameter sets from the stream only, not from the
 * answer's sprop-parameter-sets. Access unit delimiters are dropped: RTP's marker and timestamp say
 * the same.
 */
final class H264Payloader implements Payloader {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  /** F and NRI of the NAL unit header octet. */
  private static final int NAL_FLAGS = 0xE0;

  private final int maxPayload;
  private final List<byte[]> parameterSets;
  private final int parameterSetBytes;

  /**
   * @param parameterSets SPS and PPS NAL units for IDR pictures that do not bring their own; may be
   *     empty
   */
  H264Payloader(List<byte[]> parameterSets, int maxPayload) {
    this.maxPayload = maxPayload;
    this.parameterSets = List.copyOf(parameterSets);
    this.parameterSetBytes = parameterSets.stream().mapToInt(set -> set.length + 2).sum();
  }

  @Override
  public PacketisedUnit packetise(AccessUnit unit) throws PayloadException {
    byte[] data = unit.data();
    Contents contents = Contents.of(data);
    UnitBuilder out = new UnitBuilder(data.length + parameterSetBytes, maxPayload);
    if (contents.idr && !contents.ownParameterSets()) {
      appendParameterSets(parameterSets, out);
    }
    appendParameterSets(contents.own, out);
    NalUnits nals = new NalUnits(data);
    while (nals.next()) {
      int type = nals.type();
      if (type != NalUnits.TYPE_AUD && type != NalUnits.TYPE_SPS && type != NalUnits.TYPE_PPS) {
        appendNal(data, nals.offset(), nals.length(), out);
      }
    }
    if (out.packets() == 0) {
      throw new PayloadException("H.264 access unit without NAL units at " + unit.ptsUs() + " us");
    }
    return out.build(Codec.H264, unit, -1);
  }

  private void appendNal(byte[] data, int offset, int length, UnitBuilder out) {
    if (length <= maxPayload) {
      out.put(data, offset, length).endPacket();
      return;
    }
    // RFC 6184 section 5.8: the NAL unit's own header octet is carried in FU indicator and FU
    // header
    int indicator = (data[offset] & NAL_FLAGS) | FU_A;
    int type = data[offset] & 0x1F;
    int room = maxPayload - 2;
    int end = offset + length;
    for (int at = offset + 1; at < end; at += room) {
      int size = Math.min(room, end - at);
      int flags = (at == offset + 1 ? FU_START : 0) | (at + size == end ? FU_END : 0);
      out.put(indicator).put(flags | type).put(data, at, size).endPacket();
    }
  }

  /** One STAP-A if there are several and they fit, else each by itself. */
  private void appendParameterSets(List<byte[]> sets, UnitBuilder out) {
    int size = 1;
    for (byte[] set : sets) {
      size += 2 + set.length;
    }
    if (sets.size() > 1 && size <= maxPayload) {
      stapA(sets, out);
      return;
    }
    for (byte[] set : sets) {
      appendNal(set, 0, set.length, out);
    }
  }

  /** RFC 6184 section 5.7.1: F is the or, NRI the maximum of the units within. */
  private static void stapA(List<byte[]> sets, UnitBuilder out) {
    int forbidden = 0;
    int nri = 0;
    for (byte[] set : sets) {
      forbidden |= set[0] & 0x80;
      nri = Math.max(nri, set[0] & 0x60);
    }
    out.put(forbidden | nri | STAP_A);
    for (byte[] set : sets) {
      out.putShort(set.length).put(set, 0, set.length);
    }
    out.endPacket();
  }

  /** What has to be known of an access unit before its first packet is made. */
  private static final class Contents {
    private final List<byte[]> own = new ArrayList<>(2);
    private boolean idr;
    private boolean sps;
    private boolean pps;

    static Contents of(byte[] data) throws PayloadException {
      Contents found = new Contents();
      NalUnits nals = new NalUnits(data);
      while (nals.next()) {
        int type = nals.type();
        found.idr |= type == NalUnits.TYPE_IDR;
        found.sps |= type == NalUnits.TYPE_SPS;
        found.pps |= type == NalUnits.TYPE_PPS;
        if (type == NalUnits.TYPE_SPS || type == NalUnits.TYPE_PPS) {
          byte[] set = new byte[nals.length()];
          System.arraycopy(data, nals.offset(), set, 0, set.length);
          found.own.add(set);
        }
      }
      return found;
    }

    boolean ownParameterSets() {
      return sps && pps;
    }
  }
}
