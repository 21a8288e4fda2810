/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.mp4.FragmentWriter;
import org.castbridge.media.channel.UnitListener;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;

/**
 * Makes fragments of a channel's units and writes them: a new fragment at every key frame of the
 * preferred rendition, and after a second at the latest. One thread. Units are readable in the log
 * as soon as they are taken, and on the disk at most a second and a half later.
 */
final class FragmentRecorder implements UnitListener {
  /** A key frame sooner than this after the last cut does not cut. */
  static final long MIN_FRAGMENT_US = 500_000;

  static final long MAX_FRAGMENT_US = 1_000_000;

  /** If the preferred rendition is silent, the other tracks cut. */
  private static final long MAX_SILENT_US = 1_300_000;

  /** How long a cut waits for the tracks that are behind. */
  private static final long PATIENCE_US = 500_000;

  /** A pause longer than this is kept as a gap. */
  private static final long GAP_US = 1_000_000;

  /** More than any second should have; keeps a wild source from filling the memory. */
  private static final long MAX_BYTES = 32 << 20;

  /** What becomes of segment files. */
  interface Files {
    /** The file for a segment that begins at a channel time. */
    Path next(long startUs) throws IOException;

    /** A segment is whole; its mapping belongs to the callee. */
    void finished(SegmentWriter segment, SharedMapping mapping) throws IOException;

    /** A fragment is on the disk. */
    void written(SegmentWriter segment) throws IOException;

    /** True if the next fragment is to go into a new file. */
    boolean full(SegmentWriter segment, long startUs);

    /** Something could not be written; recording goes on with what comes. */
    void failed(Exception cause);
  }

  private final FragmentLog log;
  private final Files files;
  private Formats formats;
  private boolean[] waitsForSync;
  private AccessUnit[] keys;
  private long[] lastUs;
  private SegmentWriter segment;
  private OpenFragment closing;
  private long closingNumber;
  private OpenFragment open;
  private long openNumber;

  FragmentRecorder(Formats formats, FragmentLog log, Files files) {
    this.log = log;
    this.files = files;
    start(formats);
  }

  private void start(Formats from) {
    formats = from;
    waitsForSync = new boolean[from.videos().size()];
    Arrays.fill(waitsForSync, true);
    keys = new AccessUnit[from.videos().size()];
    lastUs = new long[from.tracks()];
    Arrays.fill(lastUs, Long.MIN_VALUE);
  }

  Formats formats() {
    return formats;
  }

  @Override
  public void video(int rendition, AccessUnit unit) {
    if (rendition < 0 || rendition >= formats.videos().size()) {
      return;
    }
    if (unit.sync()) {
      waitsForSync[rendition] = false;
      keys[rendition] = unit;
    }
    if (!waitsForSync[rendition]) {
      take(rendition, unit);
    }
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    boolean waits = !formats.videos().isEmpty() && waitsForSync[0] && log.snapshot().isEmpty();
    if (index >= 0 && index < formats.audios().size() && !waits) {
      take(formats.videos().size() + index, unit);
    }
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {
    if (rendition < 0
        || rendition >= formats.videos().size()
        || Formats.same(formats.videos().get(rendition), format)) {
      return;
    }
    cutAll();
    endSegment();
    long[] last = lastUs;
    AccessUnit[] known = keys;
    boolean[] waits = waitsForSync;
    start(formats.with(rendition, format));
    lastUs = last;
    keys = known;
    waitsForSync = waits;
    keys[rendition] = null;
    waitsForSync[rendition] = true;
  }

  private void take(int track, AccessUnit unit) {
    if (unit.ptsUs() <= lastUs[track]) {
      return; // channel time rises strictly; a file that does not would be unreadable
    }
    lastUs[track] = unit.ptsUs();
    if (open == null) {
      begin(unit.ptsUs());
    } else if (cuts(track, unit)) {
      finishClosing();
      closing = open;
      closingNumber = openNumber;
      begin(unit.ptsUs());
    }
    boolean late = closing != null && unit.ptsUs() < open.startUs() && !closing.complete(track);
    if (late) {
      closing.add(track, unit);
    } else {
      open.add(track, unit);
      if (closing != null) {
        closing.finish(track);
      }
    }
    log.head(unit.ptsUs());
    if (closing != null
        && (closing.allComplete() || log.headUs() - open.startUs() >= PATIENCE_US)) {
      finishClosing();
    }
  }

  private void begin(long startUs) {
    open = new OpenFragment(startUs, formats);
    openNumber = log.snapshot().end();
    log.append(open);
  }

  private boolean cuts(int track, AccessUnit unit) {
    long age = unit.ptsUs() - open.startUs();
    boolean leads = track == 0;
    return age >= MAX_SILENT_US
        || leads && age >= MAX_FRAGMENT_US
        || leads && unit.sync() && formats.isVideo(0) && age >= MIN_FRAGMENT_US
        || open.bytes() >= MAX_BYTES;
  }

  /** Writes the fragment that waited for its last units. */
  private void finishClosing() {
    if (closing == null) {
      return;
    }
    OpenFragment done = closing;
    closing = null;
    for (int track = 0; track < done.formats().tracks(); track++) {
      done.finish(track);
    }
    write(done, closingNumber);
  }

  private void cutAll() {
    finishClosing();
    if (open != null) {
      closing = open;
      closingNumber = openNumber;
      open = null;
      finishClosing();
    }
  }

  private void write(OpenFragment fragment, long number) {
    List<FragmentWriter.Run> runs = runs(fragment);
    try {
      if (segment != null && files.full(segment, fragment.startUs())) {
        endSegment();
      }
      if (segment == null) {
        segment = begin(fragment);
      }
      segment.write(fragment, number, runs);
      files.written(segment);
    } catch (IOException | ContentException | ArithmeticException e) {
      files.failed(e);
      // nothing of it is kept: a second that is only in memory would stay there for good
      log.replace(number, new LostFragment(fragment.startUs(), fragment.formats()));
      endSegment();
    }
  }

  private SegmentWriter begin(OpenFragment first) throws IOException, ContentException {
    AccessUnit[] own = keys.clone();
    for (int track = 0; track < formats.videos().size() && first.formats() == formats; track++) {
      for (AccessUnit unit : first.units(track)) {
        own[track] = unit.sync() ? unit : own[track];
      }
    }
    List<FragmentWriter.Track> tracks = TrackHeads.of(first.formats(), Arrays.asList(own));
    long startUs = first.startUs();
    return new SegmentWriter(files.next(startUs), first.formats(), tracks, startUs, log);
  }

  private void endSegment() {
    if (segment == null) {
      return;
    }
    SegmentWriter ended = segment;
    segment = null;
    try {
      files.finished(ended, ended.finish());
    } catch (IOException e) {
      files.failed(e);
    }
  }

  private List<FragmentWriter.Run> runs(OpenFragment fragment) {
    List<FragmentWriter.Run> runs = new ArrayList<>();
    for (int track = 0; track < fragment.formats().tracks(); track++) {
      List<AccessUnit> units = fragment.units(track);
      if (!units.isEmpty()) {
        boolean video = fragment.formats().isVideo(track);
        runs.add(new FragmentWriter.Run(track, video, units, endUs(fragment, track, units)));
      }
    }
    return runs;
  }

  /**
   * The next unit's time if it is known and near; else the last one lasts as long as the one
   * before.
   */
  private long endUs(OpenFragment fragment, int track, List<AccessUnit> units) {
    long last = units.get(units.size() - 1).ptsUs();
    if (open != null && open != fragment && open.count(track) > 0) {
      long next = open.timeUs(track, 0);
      if (next - last <= GAP_US) {
        return next;
      }
    }
    long usual = fragment.formats().isVideo(track) ? 40_000 : 20_000;
    long before = units.size() > 1 ? last - units.get(units.size() - 2).ptsUs() : usual;
    return last + Math.min(before, GAP_US);
  }

  /** Writes what there is and ends the segment. */
  void finish() {
    cutAll();
    endSegment();
    log.finish();
  }

  /** A second that could not be written. */
  private static final class LostFragment extends Fragment {
    LostFragment(long startUs, Formats formats) {
      super(startUs, formats);
    }

    @Override
    View open() {
      return null;
    }
  }
}
