/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import org.castbridge.media.film.Codec;

/** What H.264 and H.265 call their NAL unit types, and where their headers differ. */
enum NalFormat {
  /** ITU-T H.264 table 7-1: IDR 5, SPS 7, PPS 8, AUD 9. */
  H264(Codec.H264, 1, 0x1F, 0, 9, 5, 5, 7, 8),
  /** ITU-T H.265 table 7-1: IRAP 16 to 23, VPS 32, SPS 33, PPS 34, AUD 35. */
  H265(Codec.H265, 2, 0x3F, 1, 35, 16, 23, 32, 34);

  private final Codec codec;
  private final int headerSize;
  private final int typeMask;
  private final int typeShift;
  private final int delimiter;
  private final int firstSync;
  private final int lastSync;
  private final int firstSet;
  private final int lastSet;

  NalFormat(
      Codec codec,
      int headerSize,
      int typeMask,
      int typeShift,
      int delimiter,
      int firstSync,
      int lastSync,
      int firstSet,
      int lastSet) {
    this.codec = codec;
    this.headerSize = headerSize;
    this.typeMask = typeMask;
    this.typeShift = typeShift;
    this.delimiter = delimiter;
    this.firstSync = firstSync;
    this.lastSync = lastSync;
    this.firstSet = firstSet;
    this.lastSet = lastSet;
  }

  Codec codec() {
    return codec;
  }

  /** Bytes of the NAL unit header. */
  int headerSize() {
    return headerSize;
  }

  /** nal_unit_type, of the header's first octet. */
  int type(byte first) {
    return first >> typeShift & typeMask;
  }

  /** Access unit delimiter: RTP's marker and timestamp say the same. */
  boolean isDelimiter(int type) {
    return type == delimiter;
  }

  /** A slice of a picture decoding may start at. */
  boolean isSync(int type) {
    return type >= firstSync && type <= lastSync;
  }

  boolean isParameterSet(int type) {
    return type >= firstSet && type <= lastSet;
  }

  /** Kinds of parameter sets a decoder needs one of each. */
  int parameterSetKinds() {
    return lastSet - firstSet + 1;
  }

  /** 0 to {@code parameterSetKinds() - 1}, of a parameter set's type. */
  int parameterSetKind(int type) {
    return type - firstSet;
  }

  /**
   * If a slice with these first bytes is the first one of its picture: first_mb_in_slice is 0
   * (H.264), first_slice_segment_in_pic_flag is set (H.265); both are told by the first bit.
   */
  boolean startsPicture(byte[] b, int offset, int length) {
    int type = type(b[offset]);
    boolean slice = this == H264 ? type == 1 || type == 5 : type < 32;
    return slice && length > headerSize && b[offset + headerSize] < 0;
  }
}
