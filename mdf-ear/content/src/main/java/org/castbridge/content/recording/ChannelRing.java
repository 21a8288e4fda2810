/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castbridge.content.ContentException;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.TimeShift;
import org.castbridge.media.channel.UnitListener;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;

/**
 * The last hours of a channel on disk: segment files of fragmented MP4 in a folder, the oldest
 * deleted as new ones come. {@link UnitListener}'s methods are for ONE recorder thread, because
 * they write to the disk and wait for it; they do not throw. The readers of {@link #open()} are for
 * any number of other threads, take no lock and keep what they have open readable when its file is
 * deleted. After a kill the folder is read again up to the last whole fragment.
 */
public final class ChannelRing implements UnitListener, TimeShift, AutoCloseable {
  /** Channel time of the start, then a number against the same name twice. */
  private static final Pattern SEGMENT = Pattern.compile("(\\d{1,19})-(\\d{1,4})\\.mp4");

  private static final long SEGMENT_US = 60_000_000;
  private static final int SEGMENTS = 8;
  private static final long MIN_SEGMENT_US = 2_000_000;

  private final String id;
  private final Path folder;
  private final long lengthUs;
  private final long segmentUs;
  private final RecordingTrouble trouble;
  private final FragmentLog log = new FragmentLog(true);
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final FragmentRecorder recorder;
  private final Formats formats;
  private final FileChannel lockFile;
  private volatile long bytes;
  private boolean closed;

  /** A finished segment. */
  private record Segment(
      Path path, long firstNumber, long endUs, SharedMapping mapping, long length) {}

  private ChannelRing(
      String id, Path folder, Formats formats, long lengthUs, RecordingTrouble trouble)
      throws IOException {
    this.id = id;
    this.folder = folder;
    this.formats = formats;
    this.lengthUs = lengthUs;
    this.segmentUs = Math.max(MIN_SEGMENT_US, Math.min(SEGMENT_US, lengthUs / SEGMENTS));
    this.trouble = trouble;
    Files.createDirectories(folder);
    this.lockFile = lock(folder);
    this.recorder = new FragmentRecorder(formats, log, new RingFiles());
  }

  /**
   * Opens the ring of a channel, with what an earlier run left in the folder.
   *
   * @param lengthUs how far back it reaches; what is older is deleted a segment at a time
   * @param trouble hears of files that cannot be read or written
   * @throws IOException if the folder cannot be used, or another process records into it
   */
  public static ChannelRing open(
      Path folder, Channel channel, long lengthUs, RecordingTrouble trouble) throws IOException {
    FilmInfo info = channel.info();
    return open(folder, info.id(), info.videos(), info.audios(), lengthUs, trouble);
  }

  /** As above, for these renditions and languages. */
  public static ChannelRing open(
      Path folder,
      String id,
      List<FilmInfo.Video> videos,
      List<FilmInfo.Audio> audios,
      long lengthUs,
      RecordingTrouble trouble)
      throws IOException {
    ChannelRing ring = new ChannelRing(id, folder, new Formats(videos, audios), lengthUs, trouble);
    try {
      ring.load();
      return ring;
    } catch (IOException e) {
      ring.lockFile.close();
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // this process records into it already
    }
    if (lock == null) {
      channel.close();
      throw new IOException("somebody records into " + folder + " already");
    }
    return channel;
  }

  private void load() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (SEGMENT.matcher(String.valueOf(file.getFileName())).matches()) {
          found.add(file);
        }
      }
    }
    found.sort(Comparator.comparingLong(ChannelRing::nameTime).thenComparing(Path::compareTo));
    for (Path file : found) {
      try {
        load(SegmentFile.read(file));
      } catch (ContentException e) {
        delete(file); // nothing whole in it
      }
    }
    deleteOld(-1);
  }

  private void load(SegmentFile file) throws IOException {
    if (!log.snapshot().isEmpty() && file.startUs() < log.headUs()) {
      delete(file.path()); // channel time went back: the clock was set
      return;
    }
    file.repair();
    long number = file.publish(log);
    add(new Segment(file.path(), number, log.headUs(), file.mapping(), Files.size(file.path())));
  }

  private static long nameTime(Path file) {
    Matcher name = SEGMENT.matcher(String.valueOf(file.getFileName()));
    try {
      return name.matches() ? Long.parseLong(name.group(1)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void add(Segment segment) {
    segments.add(segment);
    bytes += segment.length();
  }

  private void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(SegmentIndex.beside(file));
  }

  @Override
  public void video(int rendition, AccessUnit unit) {
    recorder.video(rendition, unit);
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    recorder.audio(index, unit);
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {
    recorder.formatChanged(rendition, format);
  }

  @Override
  public FilmSource open() {
    return new FragmentCursor(id, log, 0, formats);
  }

  @Override
  public long startUs() {
    FragmentLog.Snapshot snapshot = log.snapshot();
    return snapshot.isEmpty() ? 0 : snapshot.get(snapshot.first()).startUs();
  }

  @Override
  public long lengthUs() {
    return lengthUs;
  }

  /** Channel time of the newest unit. */
  public long endUs() {
    return log.headUs();
  }

  /** Bytes of the finished segments on disk. */
  public long bytes() {
    return bytes;
  }

  /** Writes what there is and ends; readers go on to the end. On the recorder thread. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      recorder.finish();
      lockFile.close();
    }
  }

  /**
   * @param writing number of the first fragment of the segment being written, -1 if there is none
   */
  private void deleteOld(long writing) {
    long oldest = log.headUs() - lengthUs;
    while (!segments.isEmpty()) {
      Segment first = segments.peekFirst();
      long second = segments.stream().skip(1).findFirst().map(Segment::firstNumber).orElse(writing);
      if (second < 0 || first.endUs() > oldest) {
        return;
      }
      segments.removeFirst();
      bytes -= first.length();
      log.dropBefore(second);
      first.mapping().release();
      try {
        delete(first.path());
      } catch (IOException e) {
        trouble.failed(e);
      }
    }
  }

  private final class RingFiles implements FragmentRecorder.Files {
    @Override
    public Path next(long startUs) throws IOException {
      for (int i = 0; i < 10_000; i++) {
        Path path = folder.resolve(startUs + "-" + i + ".mp4");
        if (!Files.exists(path)) {
          return path;
        }
      }
      throw new IOException("no free name for " + startUs);
    }

    @Override
    public void finished(SegmentWriter segment, SharedMapping mapping) throws IOException {
      if (mapping == null) {
        delete(segment.path());
        return;
      }
      add(
          new Segment(
              segment.path(), segment.firstNumber(), segment.endUs(), mapping, segment.length()));
      deleteOld(-1);
    }

    @Override
    public void written(SegmentWriter segment) {
      deleteOld(segment.firstNumber());
    }

    @Override
    public boolean full(SegmentWriter segment, long startUs) {
      return startUs - segment.baseUs() >= segmentUs;
    }

    @Override
    public void failed(Exception cause) {
      trouble.failed(cause);
    }
  }
}
