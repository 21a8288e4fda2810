/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.SampleTable;

/**
 * A file of {@link FragmentWriter} read back, fragment by fragment. It may have been cut off
 * anywhere: whole fragments before the cut are found, the rest is left out.
 */
public final class FragmentedFile {
  private final Movie movie;
  private final long headLength;

  /**
   * Where a fragment is.
   *
   * @param offset of its prft box, or of its moof if it has none
   * @param length with the mdat
   * @param startUs channel time, or -1 without a prft
   * @param baseUs channel time that is zero in the file, or -1
   */
  public record Place(long offset, long length, long startUs, long baseUs) {}

  private FragmentedFile(Movie movie, long headLength) {
    this.movie = movie;
    this.headLength = headLength;
  }

  /**
   * Reads the head.
   *
   * @throws ContentException if it is not whole
   */
  public static FragmentedFile read(MappedFile file) throws ContentException {
    Boxes top = Boxes.of(file);
    for (Box box = top.next(); box != null; box = top.next()) {
      if (box.type().equals("moov")) {
        return new FragmentedFile(Mp4Reader.readHead(file, box), box.end());
      }
      if (!box.type().equals("ftyp")) {
        throw box.error("not the head of a recording");
      }
    }
    throw new ContentException("", file.length(), "no moov box: nothing was recorded");
  }

  /** The tracks, without samples. */
  public List<MovieTrack> tracks() {
    return movie.tracks();
  }

  /** Offset of the first fragment. */
  public long headLength() {
    return headLength;
  }

  /**
   * The whole fragments from an offset on; ends quietly where the file is cut off or goes on with
   * something else.
   */
  public static List<Place> scan(MappedFile file, long from) {
    List<Place> places = new ArrayList<>();
    long at = from;
    try {
      for (Place place = place(file, at); place != null; place = place(file, at)) {
        places.add(place);
        at = place.offset() + place.length();
      }
    } catch (ContentException e) {
      return places; // the torn tail: what is before it is whole
    }
    return places;
  }

  /** The fragment at an offset; null if there is none. */
  public static Place place(MappedFile file, long from) throws ContentException {
    Boxes boxes = new Boxes(file, "", from, file.length());
    Box box = boxes.next();
    long start = -1;
    long base = -1;
    if (box != null && box.type().equals("prft")) {
      BoxFields fields = box.fullFields();
      fields.skip(4);
      start = FragmentWriter.ofNtp(fields.s64());
      base = start - fields.byVersion();
      box = boxes.next();
    }
    Box data = box == null || !box.type().equals("moof") ? null : boxes.next();
    if (data == null || !data.type().equals("mdat")) {
      return null;
    }
    return new Place(from, data.end() - from, start, base);
  }

  /**
   * The samples of one fragment, a table a track in the order of {@link #tracks()}; times in the
   * tracks' timescales.
   *
   * @param offset of the fragment in this file or part of a file
   */
  public static List<SampleTable> samples(MappedFile file, long offset, long length, int tracks)
      throws ContentException {
    Map<Long, SampleTable> tables = new LinkedHashMap<>();
    for (long track = 1; track <= tracks; track++) {
      tables.put(track, new SampleTable(0));
    }
    Boxes boxes = new Boxes(file, "", offset, Math.min(file.length(), offset + length));
    Box moof = boxes.find("moof");
    if (moof == null) {
      throw new ContentException("", offset, "no fragment here");
    }
    new FragmentReader(moof, new HashMap<>(), tables, new SampleBudget(length)).read();
    return List.copyOf(tables.values());
  }
}
