/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.List;

/**
 * RFC 7798, without decoding order numbers (sprop-max-don-diff 0): single NAL units, fragmentation
 * units for large ones, one aggregation packet with VPS, SPS and PPS.
 */
final class H265Payloader extends NalPayloader {
  private static final int AGGREGATION = 48;
  private static final int FRAGMENTATION = 49;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  /** F and the first bit of nuh_layer_id, in the header's first octet. */
  private static final int NOT_TYPE = 0x81;

  /**
   * @param parameterSets VPS, SPS and PPS NAL units for pictures that do not bring their own; may
   *     be empty
   */
  H265Payloader(List<byte[]> parameterSets, int maxPayload) {
    super(NalFormat.H265, parameterSets, maxPayload);
  }

  @Override
  boolean aggregates() {
    return true;
  }

  /** RFC 7798 section 4.4.2: F is the or, layer and temporal id the least of the units within. */
  @Override
  void aggregationHeader(List<byte[]> nals, UnitBuilder out) {
    int forbidden = 0;
    int layer = 63;
    int temporal = 7;
    for (byte[] nal : nals) {
      forbidden |= nal[0] & 0x80;
      layer = Math.min(layer, (nal[0] & 1) << 5 | (nal[1] & 0xFF) >> 3);
      temporal = Math.min(temporal, nal[1] & 7);
    }
    out.put(forbidden | AGGREGATION << 1 | layer >> 5).put((layer & 0x1F) << 3 | temporal);
  }

  /** RFC 7798 section 4.4.3. */
  @Override
  void fragment(byte[] data, int offset, int length, int maxPayload, UnitBuilder out) {
    int header = (data[offset] & NOT_TYPE) | FRAGMENTATION << 1;
    int type = NalFormat.H265.type(data[offset]);
    int piece = Pieces.size(length - 2, maxPayload - 3);
    int end = offset + length;
    for (int at = offset + 2; at < end; at += piece) {
      int size = Math.min(piece, end - at);
      int flags = (at == offset + 2 ? FU_START : 0) | (at + size == end ? FU_END : 0);
      out.put(header).put(data[offset + 1]).put(flags | type).put(data, at, size).endPacket();
    }
  }
}
