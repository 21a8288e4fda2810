/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.mp4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.EditList;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.SampleEntry;
import org.castbridge.content.container.SampleTable;

/**
 * Reads the index of an MP4 file, progressive or fragmented. The media data itself is not looked
 * at. Time and memory are bounded by the file's size and by {@link SampleTable#MAX_SAMPLES} a
 * track.
 */
public final class Mp4Reader {
  private static final int MAX_TRACKS = 32;
  private static final long MAX_SECONDS = 366L * 24 * 3600;
  private static final Set<String> FIRST_TYPES =
      Set.of("ftyp", "styp", "moov", "free", "skip", "wide", "mdat", "pdin", "uuid", "sidx");

  private final MappedFile file;
  private final SampleBudget budget;
  private final Map<Long, TrackHeader> headers = new LinkedHashMap<>();
  private final Map<Long, FragmentDefaults> defaults = new LinkedHashMap<>();
  private final Map<Long, SampleTable> tables = new LinkedHashMap<>();

  /** What a trak box says, the samples apart. */
  private record TrackHeader(
      Box trak,
      String handler,
      long timescale,
      EditList edits,
      String language,
      SampleEntry entry) {}

  private Mp4Reader(MappedFile file) {
    this.file = file;
    this.budget = new SampleBudget(file.length());
  }

  /**
   * @throws ContentException if the file is not MP4, is cut off, or contradicts itself
   */
  public static Movie read(MappedFile file) throws ContentException {
    return new Mp4Reader(file).read();
  }

  /** The tracks of a moov box alone, with the samples it has itself. */
  static Movie readHead(MappedFile file, Box moov) throws ContentException {
    Mp4Reader reader = new Mp4Reader(file);
    reader.readMovie(moov);
    return reader.movie(true);
  }

  private Movie read() throws ContentException {
    refuseOtherFormats();
    Box moov = Boxes.of(file).find("moov");
    if (moov == null) {
      throw new ContentException("", file.length(), "no moov box: the recording was not finished");
    }
    readMovie(moov);
    return movie(readFragments());
  }

  private Movie movie(boolean fragmented) throws ContentException {
    List<MovieTrack> tracks = new ArrayList<>();
    for (Map.Entry<Long, TrackHeader> header : headers.entrySet()) {
      tracks.add(track(header.getKey(), header.getValue()));
    }
    return new Movie(tracks, fragmented);
  }

  /** Names the case of a file that is something else altogether. */
  private void refuseOtherFormats() throws ContentException {
    byte[] head = new byte[8];
    if (file.length() < head.length) {
      throw new ContentException("", 0, "not an MP4 file: only " + file.length() + " bytes");
    }
    file.read(0, head, 0, head.length);
    String type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
    if (!FIRST_TYPES.contains(type)) {
      throw new ContentException("", 0, "not an MP4 file");
    }
  }

  private void readMovie(Box moov) throws ContentException {
    long movieTimescale = 0;
    List<Box> traks = new ArrayList<>();
    Boxes children = moov.children();
    for (Box box = children.next(); box != null; box = children.next()) {
      switch (box.type()) {
        case "mvhd" -> movieTimescale = timescale(box);
        case "trak" -> traks.add(box);
        case "mvex" -> FragmentDefaults.readAll(box, defaults);
        default -> {} // user data and the like
      }
      if (traks.size() > MAX_TRACKS) {
        throw box.error("more than " + MAX_TRACKS + " tracks");
      }
    }
    if (movieTimescale == 0) {
      throw moov.error("no mvhd box");
    }
    for (Box trak : traks) {
      readTrack(trak, movieTimescale);
    }
  }

  /** The timescale field, at the same place in mvhd and mdhd. */
  private static long timescale(Box box) throws ContentException {
    BoxFields fields = box.fullFields();
    fields.skip(fields.version() == 1 ? 16 : 8);
    long timescale = fields.u32();
    if (timescale == 0) {
      throw box.error("the timescale is zero");
    }
    return timescale;
  }

  private void readTrack(Box trak, long movieTimescale) throws ContentException {
    Box mdia = required(trak, "mdia");
    BoxFields hdlr = required(mdia, "hdlr").fullFields();
    hdlr.skip(4);
    String handler = hdlr.fourCc();
    if (!handler.equals("vide") && !handler.equals("soun")) {
      return;
    }
    BoxFields tkhd = required(trak, "tkhd").fullFields();
    tkhd.skip(tkhd.version() == 1 ? 16 : 8);
    long id = tkhd.u32();
    if (headers.containsKey(id)) {
      throw trak.error("a second track " + id);
    }
    Box mdhd = required(mdia, "mdhd");
    long timescale = timescale(mdhd);
    Box edts = trak.children().find("edts");
    Box elst = edts == null ? null : edts.children().find("elst");
    EditList edits = elst == null ? EditList.NONE : EditListReader.read(elst, movieTimescale);
    if (edits.mediaTime() / timescale > MAX_SECONDS || edits.delayUs() / 1_000_000 > MAX_SECONDS) {
      throw elst.error("the track starts years late");
    }
    Box stbl = required(required(mdia, "minf"), "stbl");
    SampleEntry entry = SampleEntryReader.read(required(stbl, "stsd"), handler);
    headers.put(
        id,
        new TrackHeader(trak, handler, timescale, edits, TrackLanguage.read(mdia, mdhd), entry));
    tables.put(id, SampleTableReader.read(stbl, budget));
  }

  private boolean readFragments() throws ContentException {
    boolean any = false;
    Boxes top = Boxes.of(file);
    for (Box box = top.next(); box != null; box = top.next()) {
      if (box.type().equals("moof")) {
        any = true;
        new FragmentReader(box, defaults, tables, budget).read();
      }
    }
    if (any) {
      for (Map.Entry<Long, SampleTable> table : tables.entrySet()) {
        table.getValue().check(file, "moof/traf");
      }
    }
    return any;
  }

  private static MovieTrack track(long id, TrackHeader header, SampleTable table)
      throws ContentException {
    long last = table.end() / header.timescale();
    if (last > MAX_SECONDS) {
      throw header.trak().error("the track is " + last + " seconds long");
    }
    return new MovieTrack(
        id,
        header.trak().path(),
        header.handler(),
        header.timescale(),
        header.edits(),
        header.language(),
        header.entry(),
        table);
  }

  private MovieTrack track(long id, TrackHeader header) throws ContentException {
    return track(id, header, tables.get(id));
  }

  static Box required(Box parent, String type) throws ContentException {
    Box box = parent.children().find(type);
    if (box == null) {
      throw parent.error("no " + type + " box");
    }
    return box;
  }
}
