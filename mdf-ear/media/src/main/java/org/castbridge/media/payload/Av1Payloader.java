/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.payload;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;

/**
 * "RTP Payload Format For AV1", version 1.0: the temporal unit's OBUs without their sizes, without
 * temporal delimiters and tile lists (section 5), up to three in a packet, the last one without a
 * length (W 1 to 3).
 *
 * <p>A packet that is not the unit's last always ends within an OBU (Y): receivers without the
 * dependency descriptor take a packet that ends with a whole one for the end of a frame.
 */
final class Av1Payloader implements Payloader {
  private static final int CONTINUES = 0x80;
  private static final int CONTINUED = 0x40;
  private static final int NEW_SEQUENCE = 0x08;
  private static final int MAX_ELEMENTS = 3;

  /** Sizes of packets to be tried, for units of a usual number of OBUs. */
  private static final int TRIES = 16;

  private static final int USUAL = 32;

  private final List<byte[]> sequenceHeaders;
  private final int maxPayload;

  /**
   * @param sequenceHeaders OBUs for key frames that do not bring their own; usually empty
   */
  Av1Payloader(List<byte[]> sequenceHeaders, int maxPayload) {
    this.sequenceHeaders = List.copyOf(sequenceHeaders);
    this.maxPayload = maxPayload;
  }

  @Override
  public PacketisedUnit packetise(AccessUnit unit) throws PayloadException {
    Elements elements = new Elements();
    boolean own = elements.addAll(unit.data());
    if (unit.sync() && !own && !sequenceHeaders.isEmpty()) {
      elements = new Elements();
      for (byte[] header : sequenceHeaders) {
        own |= elements.addAll(header);
      }
      elements.addAll(unit.data());
    }
    if (elements.total == 0) {
      throw new PayloadException("AV1 temporal unit without OBUs at " + unit.ptsUs() + " us");
    }
    UnitBuilder out = new UnitBuilder(elements.total, maxPayload);
    int size = elements.evenSize(maxPayload);
    int from = 0;
    while (from < elements.total) {
      int to = elements.cut(from, size);
      int sequence = from == 0 && unit.sync() && own ? NEW_SEQUENCE : 0;
      elements.write(from, to, sequence, out);
      from = to;
    }
    return out.build(Codec.AV1, unit, -1);
  }

  /** The OBU elements of a unit, as one run of bytes. */
  private static final class Elements {
    private final List<Element> list = new ArrayList<>(4);
    private int total;

    /**
     * One OBU as it goes out: its header, then what is behind its size.
     *
     * @param start index of the first byte within the run
     */
    private record Element(
        byte[] data, int start, int first, int headerSize, int header, int offset, int length) {
      int end() {
        return start + headerSize + length;
      }
    }

    /** True if there is a sequence header among the OBUs. */
    boolean addAll(byte[] data) throws PayloadException {
      boolean sequence = false;
      Obus obus = new Obus(data);
      while (obus.next()) {
        int type = obus.type();
        sequence |= type == Obus.SEQUENCE_HEADER;
        if (type != Obus.TEMPORAL_DELIMITER && type != Obus.TILE_LIST) {
          int first = data[obus.header()] & ~Obus.HAS_SIZE;
          list.add(
              new Element(
                  data,
                  total,
                  first,
                  obus.headerSize(),
                  obus.header(),
                  obus.offset(),
                  obus.length()));
          total += obus.headerSize() + obus.length();
        }
      }
      return sequence;
    }

    /**
     * The least size of packets that needs no more of them than {@code maxPayload} does: all of a
     * usual unit's packets but the last are that long then, and the last nearly (see {@link
     * Pieces}). Lengths within a packet take a few bytes; those are found by trying, and if there
     * are many, {@code maxPayload} does.
     */
    int evenSize(int maxPayload) {
      if (total < maxPayload || list.size() > USUAL) {
        return maxPayload;
      }
      int packets = packets(maxPayload);
      int least = (total + packets - 1) / packets + 1;
      for (int size = least; size < Math.min(maxPayload, least + TRIES); size++) {
        if (packets(size) <= packets) {
          return size;
        }
      }
      return maxPayload;
    }

    private int packets(int maxPayload) {
      int packets = 0;
      for (int from = 0; from < total; from = cut(from, maxPayload)) {
        packets++;
      }
      return packets;
    }

    private int indexAt(int position) {
      int i = 0;
      while (list.get(i).end() <= position) {
        i++;
      }
      return i;
    }

    /** Where the packet that begins at {@code from} ends. */
    int cut(int from, int maxPayload) {
      int room = maxPayload - 1;
      int position = from;
      int last = 0;
      int i = indexAt(from);
      for (int n = 0; n < MAX_ELEMENTS && i < list.size(); n++, i++) {
        // what was last needs a length now
        room -= n == 0 ? 0 : Obus.lebSize(last);
        if (room <= 0) {
          break;
        }
        last = Math.min(room, list.get(i).end() - position);
        room -= last;
        position += last;
      }
      return position == total ? total : withinElement(from, position);
    }

    private int withinElement(int from, int position) {
      for (int p = position; p > from; p--) {
        if (list.get(indexAt(p)).start != p) {
          return p;
        }
      }
      return position;
    }

    void write(int from, int to, int flags, UnitBuilder out) {
      int first = indexAt(from);
      int last = indexAt(to - 1);
      int header = flags | last - first + 1 << 4;
      header |= list.get(first).start < from ? CONTINUES : 0;
      header |= list.get(last).end() > to ? CONTINUED : 0;
      out.put(header);
      int position = from;
      for (int i = first; i <= last; i++) {
        Element element = list.get(i);
        int end = Math.min(to, element.end());
        if (i < last) {
          out.putLeb(end - position);
        }
        piece(element, position - element.start, end - element.start, out);
        position = end;
      }
      out.endPacket();
    }

    private static void piece(Element element, int from, int to, UnitBuilder out) {
      int at = from;
      for (; at < to && at < element.headerSize; at++) {
        out.put(at == 0 ? element.first : element.data[element.header + at]);
      }
      int skipped = Math.max(0, at - element.headerSize);
      out.put(element.data, element.offset + skipped, to - at);
    }
  }
}
