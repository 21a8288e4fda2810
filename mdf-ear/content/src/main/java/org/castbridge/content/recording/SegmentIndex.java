/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.castbridge.content.mp4.FragmentedFile.Place;

/**
 * The index beside a segment file: {@code NAME.idx}, a head of 16 bytes (CBIX, version, channel
 * time that is zero in the file), then 32 bytes a fragment (offset, length, channel time, syncs,
 * CRC-32 of the 28 before). It spares the next start reading the file; what is missing or broken in
 * it is found again by a scan, so it need not be written through.
 */
final class SegmentIndex {
  private static final int MAGIC = 0x43424958;
  private static final int VERSION = 1;
  static final int HEAD = 16;
  static final int RECORD = 32;

  private SegmentIndex() {}

  static Path beside(Path segment) {
    return segment.resolveSibling(segment.getFileName() + ".idx");
  }

  static ByteBuffer head(long baseUs) {
    return ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(VERSION).putLong(baseUs).flip();
  }

  /**
   * @param syncs bit r: rendition r has a sync sample here
   */
  static ByteBuffer record(Place place, int syncs) {
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    record.putLong(place.offset()).putInt((int) place.length()).putLong(place.startUs());
    record.putLong(syncs & 0xffffffffL);
    return record.putInt(crc(record.array(), 0)).flip();
  }

  private static int crc(byte[] bytes, int at) {
    CRC32 crc = new CRC32();
    crc.update(bytes, at, RECORD - 4);
    return (int) crc.getValue();
  }

  /**
   * The records of an index that are whole, one behind the other, from the segment's first fragment
   * on.
   *
   * @param from offset of the first fragment
   * @param length of the segment file
   */
  static List<Place> read(byte[] bytes, long from, long length) {
    List<Place> places = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD || in.getInt() != MAGIC || in.getInt() != VERSION) {
      return places;
    }
    long baseUs = in.getLong();
    long at = from;
    long last = Long.MIN_VALUE;
    while (in.remaining() >= RECORD) {
      int crc = crc(bytes, in.position());
      Place place = new Place(in.getLong(), in.getInt() & 0xffffffffL, in.getLong(), baseUs);
      in.getLong();
      boolean fits =
          in.getInt() == crc
              && place.offset() == at
              && place.length() > 0
              && place.length() <= length - at
              && place.startUs() >= last;
      if (!fits) {
        return places;
      }
      places.add(place);
      at += place.length();
      last = place.startUs();
    }
    return places;
  }

  /** Writes it anew. */
  static void rewrite(Path index, long baseUs, List<Place> places) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            index,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer all = ByteBuffer.allocate(HEAD + RECORD * places.size());
      all.put(head(baseUs));
      places.forEach(place -> all.put(record(place, 0)));
      all.flip();
      while (all.hasRemaining()) {
        out.write(all);
      }
    }
  }
}
