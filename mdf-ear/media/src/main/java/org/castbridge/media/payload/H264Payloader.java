/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.List;

/**
 * RFC 6184. In packetization-mode 1: single NAL units, FU-A for large ones, one STAP-A with SPS and
 * PPS. In mode 0: single NAL units only, so none may be larger than a packet.
 */
final class H264Payloader extends NalPayloader {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  /** F and NRI of the NAL unit header octet. */
  private static final int NAL_FLAGS = 0xE0;

  private final int mode;

  /**
   * @param parameterSets SPS and PPS NAL units for IDR pictures that do not bring their own; may be
   *     empty
   * @param mode packetization-mode, 0 or 1
   */
  H264Payloader(List<byte[]> parameterSets, int mode, int maxPayload) {
    super(NalFormat.H264, parameterSets, maxPayload);
    if (mode != 0 && mode != 1) {
      throw new IllegalArgumentException("packetization-mode " + mode);
    }
    this.mode = mode;
  }

  @Override
  boolean aggregates() {
    return mode == 1;
  }

  /** RFC 6184 section 5.7.1: F is the or, NRI the maximum of the units within. */
  @Override
  void aggregationHeader(List<byte[]> nals, UnitBuilder out) {
    int forbidden = 0;
    int nri = 0;
    for (byte[] nal : nals) {
      forbidden |= nal[0] & 0x80;
      nri = Math.max(nri, nal[0] & 0x60);
    }
    out.put(forbidden | nri | STAP_A);
  }

  /** RFC 6184 section 5.8: the NAL unit's header octet goes in FU indicator and FU header. */
  @Override
  void fragment(byte[] data, int offset, int length, int maxPayload, UnitBuilder out)
      throws PayloadException {
    if (mode == 0) {
      throw new PayloadException(
          "H264 NAL unit of "
              + length
              + " bytes, more than the "
              + maxPayload
              + " of a packet in packetization-mode 0");
    }
    int indicator = (data[offset] & NAL_FLAGS) | FU_A;
    int type = data[offset] & 0x1F;
    int piece = Pieces.size(length - 1, maxPayload - 2);
    int end = offset + length;
    for (int at = offset + 1; at < end; at += piece) {
      int size = Math.min(piece, end - at);
      int flags = (at == offset + 1 ? FU_START : 0) | (at + size == end ? FU_END : 0);
      out.put(indicator).put(flags | type).put(data, at, size).endPacket();
    }
  }
}
