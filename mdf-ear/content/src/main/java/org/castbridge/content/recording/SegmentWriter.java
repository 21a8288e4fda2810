/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.mp4.FragmentWriter;
import org.castbridge.content.mp4.FragmentedFile.Place;
import org.castbridge.media.film.AccessUnit;

/**
 * One segment file being written: a head, then fragment after fragment, each on the disk before the
 * next. What is on disk is mapped in pieces of some megabytes, and only then leaves the memory.
 */
final class SegmentWriter implements AutoCloseable {
  /** Bytes of written fragments that are also kept in memory. */
  private static final long MAX_UNMAPPED = 4 << 20;

  /** So many pieces are made one. */
  private static final int MAX_PIECES = 16;

  private final Path path;
  private final Formats formats;
  private final long baseUs;
  private final FragmentLog log;
  private final FileChannel file;
  private final FileChannel index;
  private final int durationAt;
  private final List<SharedMapping> pieces = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private long firstNumber = -1;
  private long length;
  private long mapped;
  private long sequence;
  private long endUs;

  /** A fragment that is on the disk, not yet mapped. */
  private record Pending(long number, Place place) {}

  /**
   * Creates the file.
   *
   * @param baseUs channel time of its start
   */
  SegmentWriter(
      Path path, Formats formats, List<FragmentWriter.Track> tracks, long baseUs, FragmentLog log)
      throws IOException {
    this.path = path;
    this.formats = formats;
    this.baseUs = baseUs;
    this.log = log;
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileChannel opened = null;
    try {
      byte[] head = FragmentWriter.head(tracks);
      durationAt = FragmentWriter.durationAt(head);
      write(file, ByteBuffer.wrap(head), 0);
      length = head.length;
      mapped = length;
      opened =
          FileChannel.open(
              SegmentIndex.beside(path),
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      write(opened, SegmentIndex.head(baseUs), 0);
      file.force(true);
      syncFolder(path.toAbsolutePath().getParent());
    } catch (IOException e) {
      file.close();
      if (opened != null) {
        opened.close();
      }
      throw e;
    }
    index = opened;
  }

  /** Makes a new name in a folder last. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  Formats formats() {
    return formats;
  }

  Path path() {
    return path;
  }

  long baseUs() {
    return baseUs;
  }

  /** Number of its first fragment; -1 if it has none. */
  long firstNumber() {
    return firstNumber;
  }

  /** When its last unit ends. */
  long endUs() {
    return endUs;
  }

  long length() {
    return length;
  }

  /**
   * Writes a fragment through to the disk.
   *
   * @param number in the log
   * @throws IOException if the disk failed; then the file is as it was before
   */
  void write(OpenFragment fragment, long number, List<FragmentWriter.Run> runs) throws IOException {
    ByteBuffer bytes = FragmentWriter.fragment(++sequence, fragment.startUs(), baseUs, runs);
    Place place = new Place(length, bytes.remaining(), fragment.startUs(), baseUs);
    try {
      write(file, bytes, length);
      file.force(false);
    } catch (IOException e) {
      cutTornTail(e);
      throw e;
    }
    long record = SegmentIndex.HEAD + (sequence - 1) * SegmentIndex.RECORD;
    write(index, SegmentIndex.record(place, syncs(runs)), record);
    length += place.length();
    firstNumber = firstNumber < 0 ? number : firstNumber;
    for (FragmentWriter.Run run : runs) {
      endUs = Math.max(endUs, run.endUs());
    }
    pending.add(new Pending(number, place));
    if (length - mapped >= MAX_UNMAPPED) {
      map();
    }
  }

  private void cutTornTail(IOException because) {
    try {
      file.truncate(length);
    } catch (IOException e) {
      because.addSuppressed(e); // the scan at the next start leaves the tail out
    }
  }

  private static int syncs(List<FragmentWriter.Run> runs) {
    int syncs = 0;
    for (FragmentWriter.Run run : runs) {
      if (run.video() && run.units().stream().anyMatch(AccessUnit::sync)) {
        syncs |= 1 << run.track();
      }
    }
    return syncs;
  }

  /** Moves what is on the disk out of the memory. */
  private void map() throws IOException {
    SharedMapping piece = mapping(mapped);
    for (Pending fragment : pending) {
      Fragment known = log.snapshot().get(fragment.number());
      if (known != null) {
        Place place = fragment.place();
        log.replace(
            fragment.number(),
            new StoredFragment(
                known.startUs(), formats, piece, place.offset(), place.length(), baseUs));
      }
    }
    pending.clear();
    pieces.add(piece);
    mapped = length;
    if (pieces.size() >= MAX_PIECES) {
      mapAsOne();
    }
  }

  private void mapAsOne() throws IOException {
    SharedMapping whole = mapping(0);
    FragmentLog.Snapshot snapshot = log.snapshot();
    for (long number = Math.max(firstNumber, snapshot.first()); number < snapshot.end(); number++) {
      if (snapshot.get(number) instanceof StoredFragment stored && stored.formats() == formats) {
        log.replace(number, stored.in(whole));
      }
    }
    pieces.forEach(SharedMapping::release);
    pieces.clear();
    pieces.add(whole);
  }

  private SharedMapping mapping(long from) throws IOException {
    return new SharedMapping(MappedFile.part(file, from, length), from);
  }

  /**
   * Ends the file: its length is noted in its head.
   *
   * @return the mapping of the whole, held once for whoever called; null if it has no fragment
   */
  SharedMapping finish() throws IOException {
    try (file;
        index) {
      if (firstNumber < 0) {
        return null;
      }
      long milliseconds = Math.max(1, (endUs - baseUs) / 1000);
      write(file, ByteBuffer.allocate(8).putLong(milliseconds).flip(), durationAt);
      file.force(true);
      index.force(true);
      if (!pending.isEmpty()) {
        map();
      }
      if (pieces.size() > 1 || pieces.get(0).base() > 0) {
        mapAsOne();
      }
      return pieces.get(0);
    }
  }

  /** Lets go of the file after the disk failed; what is whole in it stays readable. */
  @Override
  public void close() throws IOException {
    file.close();
    index.close();
  }

  /** Fragments that are only in memory and on the disk, not mapped: they must be kept in memory. */
  boolean hasPending() {
    return !pending.isEmpty();
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
