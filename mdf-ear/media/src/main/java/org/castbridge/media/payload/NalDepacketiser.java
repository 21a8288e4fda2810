/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What H.264 and H.265 have in common: NAL units behind 4-byte lengths; parameter sets are taken
 * out of the stream, delimiters dropped.
 */
abstract sealed class NalDepacketiser extends Depacketiser
    permits H264Depacketiser, H265Depacketiser {
  /** Parameter sets of one kind that are kept. */
  private static final int MAX_SETS = 16;

  /** Bytes of a parameter set that is kept. */
  private static final int MAX_SET = 4096;

  final NalFormat format;

  /** Index, in the sink, of the length of a NAL unit that comes in fragments; -1 for none. */
  private int fragmented = -1;

  private List<byte[]> sets = List.of();
  private final List<byte[]> unitSets = new ArrayList<>();

  NalDepacketiser(NalFormat format) {
    this.format = format;
  }

  @Override
  public final List<byte[]> parameterSets() {
    return sets;
  }

  @Override
  final void reset() {
    fragmented = -1;
    unitSets.clear();
  }

  @Override
  final boolean complete() {
    if (fragmented >= 0) {
      return false;
    }
    if (!unitSets.isEmpty()) {
      adopt();
    }
    return true;
  }

  /** A whole NAL unit; false if it is none. */
  final boolean nal(byte[] b, int offset, int length) {
    if (length < format.headerSize() || fragmented >= 0) {
      return false;
    }
    int type = format.type(b[offset]);
    if (format.isParameterSet(type)) {
      addSet(Arrays.copyOfRange(b, offset, offset + length));
    } else if (!format.isDelimiter(type)) {
      sync |= format.isSync(type);
      sink.putInt(length);
      sink.put(b, offset, length);
    }
    return true;
  }

  /** An aggregation packet's NAL units, each behind a 2-byte length; false if they are none. */
  final boolean aggregated(byte[] b, int offset, int end) {
    int at = offset;
    while (at < end) {
      int size = end - at < 2 ? -1 : (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
      if (size < 0 || size > end - at - 2 || !nal(b, at + 2, size)) {
        return false;
      }
      at += 2 + size;
    }
    return true;
  }

  /**
   * A fragment of a NAL unit; false if it is out of turn.
   *
   * @param header of the NAL unit, as many octets as the format has, the first one highest
   */
  final boolean fragment(int header, boolean start, boolean end, byte[] b, int from, int to) {
    if (start == fragmented >= 0 || from >= to) {
      return false;
    }
    if (start) {
      fragmented = sink.size();
      sink.putInt(0);
      for (int i = format.headerSize() - 1; i >= 0; i--) {
        sink.put(header >> 8 * i);
      }
    }
    sink.put(b, from, to - from);
    if (end && sink.fits()) {
      endFragments();
    }
    return true;
  }

  private void endFragments() {
    byte[] b = sink.bytes();
    int nal = fragmented + 4;
    int length = sink.size() - nal;
    int type = format.type(b[nal]);
    for (int i = 0; i < 4; i++) {
      b[fragmented + i] = (byte) (length >>> 8 * (3 - i));
    }
    if (format.isParameterSet(type)) {
      addSet(Arrays.copyOfRange(b, nal, sink.size()));
      sink.truncate(fragmented);
    } else if (format.isDelimiter(type)) {
      sink.truncate(fragmented);
    } else {
      sync |= format.isSync(type);
    }
    fragmented = -1;
  }

  private void addSet(byte[] set) {
    boolean known = unitSets.stream().anyMatch(other -> Arrays.equals(other, set));
    if (!known && set.length <= MAX_SET && unitSets.size() < 3 * MAX_SETS) {
      unitSets.add(set);
    }
  }

  /** The unit's sets replace all earlier ones of the same kind. */
  private void adopt() {
    List<byte[]> next = new ArrayList<>();
    for (int kind = 0; kind < format.parameterSetKinds(); kind++) {
      List<byte[]> own = ofKind(unitSets, kind);
      next.addAll(own.isEmpty() ? ofKind(sets, kind) : own);
    }
    boolean same = next.size() == sets.size();
    for (int i = 0; same && i < next.size(); i++) {
      same = Arrays.equals(next.get(i), sets.get(i));
    }
    sets = same ? sets : List.copyOf(next);
    unitSets.clear();
  }

  private List<byte[]> ofKind(List<byte[]> from, int kind) {
    return from.stream()
        .filter(set -> format.parameterSetKind(format.type(set[0])) == kind)
        .limit(MAX_SETS)
        .toList();
  }

  /** If a picture may begin with this NAL unit: a delimiter, parameter set or first slice. */
  final boolean startsPicture(byte[] b, int offset, int length) {
    int type = format.type(b[offset]);
    return format.isDelimiter(type)
        || format.isParameterSet(type)
        || format.startsPicture(b, offset, length);
  }
}
