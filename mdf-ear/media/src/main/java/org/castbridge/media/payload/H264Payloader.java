/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.AccessUnit;

/**
 * RFC 6184, packetization-mode 1: single NAL units, FU-A for large ones, one STAP-A with SPS and
 * PPS before each IDR picture: browsers take parameter sets from the stream only, not from the
 * answer's sprop-parameter-sets. Access unit delimiters are dropped: RTP's marker and timestamp say
 * the same.
 */
public final class H264Payloader implements Payloader {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  /** F and NRI of the NAL unit header octet. */
  private static final int NAL_FLAGS = 0xE0;

  private final int maxPayload;
  private final List<byte[]> parameterSets;
  private final List<RtpPayload> storedParameterSets = new ArrayList<>();

  /**
   * @param parameterSets SPS and PPS NAL units for IDR pictures that do not bring their own; may be
   *     empty
   */
  public H264Payloader(List<byte[]> parameterSets, int maxPayload) {
    this.maxPayload = maxPayload;
    this.parameterSets = List.copyOf(parameterSets);
    appendParameterSets(this.parameterSets, storedParameterSets);
  }

  @Override
  public void packetise(AccessUnit unit, List<RtpPayload> out) throws PayloadException {
    int from = out.size();
    try {
      appendUnit(unit.data(), out);
    } catch (PayloadException e) {
      out.subList(from, out.size()).clear();
      throw e;
    }
    if (out.size() == from) {
      throw new PayloadException("H.264 access unit without NAL units at " + unit.ptsUs() + " us");
    }
    out.set(out.size() - 1, out.get(out.size() - 1).marked());
  }

  private void appendUnit(byte[] data, List<RtpPayload> out) throws PayloadException {
    Contents contents = Contents.of(data);
    if (contents.idr && !contents.ownParameterSets()) {
      out.addAll(storedParameterSets);
    }
    if (!contents.own.isEmpty()) {
      appendParameterSets(contents.own, out);
    }
    NalUnits nals = new NalUnits(data);
    while (nals.next()) {
      int type = nals.type();
      if (type != NalUnits.TYPE_AUD && type != NalUnits.TYPE_SPS && type != NalUnits.TYPE_PPS) {
        appendNal(data, nals.offset(), nals.length(), out);
      }
    }
  }

  private void appendNal(byte[] data, int offset, int length, List<RtpPayload> out) {
    if (length <= maxPayload) {
      out.add(new RtpPayload(0, 0, data, offset, length, false));
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
      out.add(new RtpPayload(indicator << 8 | flags | type, 2, data, at, size, false));
    }
  }

  /** One STAP-A if there are several and they fit, else each by itself. */
  private void appendParameterSets(List<byte[]> sets, List<RtpPayload> out) {
    int size = 1;
    for (byte[] set : sets) {
      size += 2 + set.length;
    }
    if (sets.size() > 1 && size <= maxPayload) {
      byte[] stap = stapA(sets, size);
      out.add(new RtpPayload(0, 0, stap, 0, stap.length, false));
      return;
    }
    for (byte[] set : sets) {
      appendNal(set, 0, set.length, out);
    }
  }

  /** RFC 6184 section 5.7.1: F is the or, NRI the maximum of the units within. */
  private static byte[] stapA(List<byte[]> sets, int size) {
    byte[] stap = new byte[size];
    int forbidden = 0;
    int nri = 0;
    int at = 1;
    for (byte[] set : sets) {
      forbidden |= set[0] & 0x80;
      nri = Math.max(nri, set[0] & 0x60);
      stap[at++] = (byte) (set.length >>> 8);
      stap[at++] = (byte) set.length;
      System.arraycopy(set, 0, stap, at, set.length);
      at += set.length;
    }
    stap[0] = (byte) (forbidden | nri | STAP_A);
    return stap;
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
