/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.SampleTable;
import org.castbridge.content.mp4.FragmentedFile;
import org.castbridge.content.mp4.FragmentedFile.Place;
import org.castbridge.media.film.FilmInfo;

/** A segment found on disk: its formats, and where its whole fragments are. */
final class SegmentFile {
  private final Path path;
  private final Formats formats;
  private final List<Place> places;
  private final SharedMapping mapping;
  private final long length;

  private SegmentFile(
      Path path, Formats formats, List<Place> places, SharedMapping mapping, long length) {
    this.path = path;
    this.formats = formats;
    this.places = places;
    this.mapping = mapping;
    this.length = length;
  }

  /**
   * Reads a segment, as far as it is whole; nothing is changed.
   *
   * @throws ContentException if there is no whole fragment in it
   */
  static SegmentFile read(Path path) throws IOException, ContentException {
    MappedFile file = MappedFile.open(path);
    byte[] index = new byte[0];
    try {
      index = Files.readAllBytes(SegmentIndex.beside(path));
    } catch (NoSuchFileException e) {
      index = new byte[0]; // the scan finds what it would say
    }
    return read(path, file, index);
  }

  /**
   * @param index contents of the index beside it, which may be broken
   */
  static SegmentFile read(Path path, MappedFile file, byte[] index) throws ContentException {
    FragmentedFile head = FragmentedFile.read(file);
    List<Place> places =
        new ArrayList<>(SegmentIndex.read(index, head.headLength(), file.length()));
    if (!places.isEmpty() && !places.get(0).equals(FragmentedFile.place(file, head.headLength()))) {
      places.clear(); // the index of another file
    }
    long known = places.isEmpty() ? head.headLength() : end(places);
    places.addAll(FragmentedFile.scan(file, known));
    places = timed(places);
    if (places.isEmpty()) {
      throw new ContentException("", file.length(), "nothing was recorded");
    }
    Formats formats = measured(TrackHeads.formats(head.tracks()), file, places.get(0));
    return new SegmentFile(
        path, formats, List.copyOf(places), new SharedMapping(file, 0), file.length());
  }

  /** What has a time, rising, up to the first fragment that is otherwise. */
  private static List<Place> timed(List<Place> places) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      boolean rises = i == 0 || place.startUs() >= places.get(i - 1).startUs();
      boolean fits = place.startUs() >= 0 && place.baseUs() == places.get(0).baseUs();
      if (!fits || !rises || place.baseUs() < 0) {
        return places.subList(0, i);
      }
    }
    return places;
  }

  private static long end(List<Place> places) {
    Place last = places.get(places.size() - 1);
    return last.offset() + last.length();
  }

  /** Frame rate and bit rate, which the head does not say, by the first fragment. */
  private static Formats measured(Formats formats, MappedFile file, Place first)
      throws ContentException {
    List<SampleTable> tables =
        FragmentedFile.samples(file, first.offset(), first.length(), formats.tracks());
    Formats measured = formats;
    for (int i = 0; i < formats.videos().size(); i++) {
      SampleTable table = tables.get(i);
      if (table.count() == 0) {
        continue;
      }
      double seconds = Math.max(1, table.end() - table.decodeTime(0)) / 1e6;
      long bytes = 0;
      for (int k = 0; k < table.count(); k++) {
        bytes += table.size(k);
      }
      FilmInfo.Video video = formats.videos().get(i);
      measured =
          measured.with(
              i,
              new FilmInfo.Video(
                  video.codec(),
                  video.profile(),
                  video.width(),
                  video.height(),
                  Math.min(1000, table.count() / seconds),
                  (int) Math.min(Integer.MAX_VALUE, bytes * 8 / seconds),
                  0,
                  video.parameterSets()));
    }
    return measured;
  }

  /** Cuts off what is behind the last whole fragment, and makes the index good again. */
  void repair() throws IOException {
    long end = end(places);
    if (end < length) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(end);
        channel.force(true);
      }
    }
    SegmentIndex.rewrite(SegmentIndex.beside(path), baseUs(), places);
  }

  Path path() {
    return path;
  }

  Formats formats() {
    return formats;
  }

  long baseUs() {
    return places.get(0).baseUs();
  }

  long startUs() {
    return places.get(0).startUs();
  }

  SharedMapping mapping() {
    return mapping;
  }

  /** Publishes its fragments; returns the number of the first. */
  long publish(FragmentLog log) {
    long first = log.snapshot().end();
    for (Place place : places) {
      log.append(
          new StoredFragment(
              place.startUs(), formats, mapping, place.offset(), place.length(), baseUs()));
    }
    Fragment last = log.snapshot().get(log.snapshot().end() - 1);
    log.head(endUs(last));
    return first;
  }

  /** When the last unit of a fragment ends, about. */
  static long endUs(Fragment fragment) {
    long end = fragment.startUs();
    try (Fragment.View view = fragment.open()) {
      for (int track = 0; view != null && track < fragment.formats().tracks(); track++) {
        int count = view.count(track);
        if (count > 0) {
          long last = view.timeUs(track, count - 1);
          long step = count > 1 ? last - view.timeUs(track, count - 2) : 0;
          end = Math.max(end, last + Math.min(step, 1_000_000));
        }
      }
    }
    return end;
  }
}
