/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.AccessUnit;

/**
 * What H.264 and H.265 have in common: NAL units go out singly or in fragments; before each picture
 * decoding may start at stand the parameter sets, since browsers take them from the stream only,
 * not from the answer. Access unit delimiters are dropped.
 */
abstract sealed class NalPayloader implements Payloader permits H264Payloader, H265Payloader {
  private final NalFormat format;
  private final int maxPayload;
  private final List<byte[]> parameterSets;
  private final int parameterSetBytes;

  NalPayloader(NalFormat format, List<byte[]> parameterSets, int maxPayload) {
    this.format = format;
    this.maxPayload = maxPayload;
    this.parameterSets = List.copyOf(parameterSets);
    this.parameterSetBytes = parameterSets.stream().mapToInt(set -> set.length + 2).sum();
  }

  @Override
  public final PacketisedUnit packetise(AccessUnit unit) throws PayloadException {
    byte[] data = unit.data();
    Contents contents = Contents.of(data, format);
    UnitBuilder out = new UnitBuilder(data.length + parameterSetBytes, maxPayload);
    if (contents.sync && contents.kinds != (1 << format.parameterSetKinds()) - 1) {
      appendParameterSets(parameterSets, out);
    }
    appendParameterSets(contents.own, out);
    NalUnits nals = new NalUnits(data, format);
    while (nals.next()) {
      int type = nals.type();
      if (!format.isDelimiter(type) && !format.isParameterSet(type)) {
        appendNal(data, nals.offset(), nals.length(), out);
      }
    }
    if (out.packets() == 0) {
      throw new PayloadException(
          format.codec() + " access unit without NAL units at " + unit.ptsUs() + " us");
    }
    return out.build(format.codec(), unit, -1);
  }

  private void appendNal(byte[] data, int offset, int length, UnitBuilder out)
      throws PayloadException {
    if (length <= maxPayload) {
      out.put(data, offset, length).endPacket();
    } else {
      fragment(data, offset, length, maxPayload, out);
    }
  }

  /** One aggregation packet if there are several and they fit, else each by itself. */
  private void appendParameterSets(List<byte[]> sets, UnitBuilder out) throws PayloadException {
    int size = format.headerSize();
    for (byte[] set : sets) {
      size += 2 + set.length;
    }
    if (sets.size() > 1 && size <= maxPayload && aggregates()) {
      aggregationHeader(sets, out);
      for (byte[] set : sets) {
        out.putShort(set.length).put(set, 0, set.length);
      }
      out.endPacket();
      return;
    }
    for (byte[] set : sets) {
      appendNal(set, 0, set.length, out);
    }
  }

  /** False if each NAL unit must have a packet of its own. */
  abstract boolean aggregates();

  abstract void aggregationHeader(List<byte[]> nals, UnitBuilder out);

  /** Cuts a NAL unit that is larger than {@code maxPayload}. */
  abstract void fragment(byte[] data, int offset, int length, int maxPayload, UnitBuilder out)
      throws PayloadException;

  /** What has to be known of an access unit before its first packet is made. */
  private static final class Contents {
    private List<byte[]> own = List.of();
    private boolean sync;

    /** A bit for each kind of parameter set that is there. */
    private int kinds;

    static Contents of(byte[] data, NalFormat format) throws PayloadException {
      Contents found = new Contents();
      NalUnits nals = new NalUnits(data, format);
      while (nals.next()) {
        int type = nals.type();
        found.sync |= format.isSync(type);
        if (format.isParameterSet(type)) {
          int end = nals.offset() + nals.length();
          found.add(Arrays.copyOfRange(data, nals.offset(), end));
          found.kinds |= 1 << format.parameterSetKind(type);
        }
      }
      return found;
    }

    private void add(byte[] set) {
      if (own.isEmpty()) {
        own = new ArrayList<>(4);
      }
      own.add(set);
    }
  }
}
