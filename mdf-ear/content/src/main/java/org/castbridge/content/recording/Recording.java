/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.media.channel.UnitListener;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;

/**
 * A recording of a channel, from its first key frame on: {@code media.mp4}, fragmented MP4 that any
 * player opens while it is written and after a kill, a further file where the channel changes its
 * format; an asset of the store when it is stopped. {@link UnitListener}'s methods and {@link
 * #stop} are for one recorder thread, because they write to the disk; {@link #open} is for any.
 */
public final class Recording implements UnitListener, AutoCloseable {
  private final RecordingFolder folder;
  private final FragmentLog log = new FragmentLog(true);
  private final Formats formats;
  private final FragmentRecorder recorder;
  private final RecordingTrouble trouble;
  private int files;
  private boolean ended;

  private Recording(RecordingFolder folder, Formats formats, RecordingTrouble trouble) {
    this.folder = folder;
    this.formats = formats;
    this.trouble = trouble;
    this.recorder = new FragmentRecorder(formats, log, new RecordingFiles());
  }

  /**
   * Starts one; nothing is on the disk before the first units come.
   *
   * @param store the content folder
   * @param videos renditions of the channel
   * @param audios languages of the channel
   * @throws java.nio.file.FileAlreadyExistsException if the id is taken
   * @throws IOException if the disk failed
   */
  public static Recording start(
      Path store,
      RecordingRequest request,
      List<FilmInfo.Video> videos,
      List<FilmInfo.Audio> audios,
      RecordingTrouble trouble)
      throws IOException {
    return new Recording(
        RecordingFolder.create(store, request), new Formats(videos, audios), trouble);
  }

  /**
   * Makes assets of what an earlier run did not get to stop, up to the last whole fragment. To be
   * called at start, before anything is recorded.
   *
   * @param trouble hears of those that cannot be completed
   */
  public static List<Asset> completeUnfinished(Path store, RecordingTrouble trouble)
      throws IOException {
    List<Asset> assets = new ArrayList<>();
    for (RecordingFolder folder : RecordingFolder.abandoned(store, trouble)) {
      try (folder) {
        assets.add(folder.complete());
      } catch (IOException | ContentException e) {
        trouble.failed(e);
      }
    }
    return assets;
  }

  public RecordingRequest request() {
    return folder.request();
  }

  @Override
  public void video(int rendition, AccessUnit unit) {
    if (!ended) {
      recorder.video(rendition, unit);
    }
  }

  @Override
  public void audio(int index, AccessUnit unit) {
    if (!ended) {
      recorder.audio(index, unit);
    }
  }

  @Override
  public void formatChanged(int rendition, FilmInfo.Video format) {
    if (!ended) {
      recorder.formatChanged(rendition, format);
    }
  }

  /** A cursor over what there is so far, in channel time; it grows until {@link #stop}. */
  public FilmSource open() {
    return new FragmentCursor(folder.request().id(), log, 0, formats);
  }

  /** How much there is so far, microseconds. */
  public long lengthUs() {
    FragmentLog.Snapshot snapshot = log.snapshot();
    return snapshot.isEmpty() ? 0 : log.headUs() - snapshot.get(snapshot.first()).startUs();
  }

  /**
   * Ends it and puts it into the store.
   *
   * @throws ContentException if nothing was recorded
   * @throws IOException if the disk failed; the next start completes it
   */
  public Asset stop() throws IOException, ContentException {
    if (ended) {
      throw new IllegalStateException("the recording " + folder.request().id() + " has ended");
    }
    ended = true;
    recorder.finish();
    try (folder) {
      return folder.complete();
    }
  }

  /** Ends it without a trace. */
  public void discard() throws IOException {
    if (!ended) {
      ended = true;
      recorder.finish();
      folder.delete();
    }
  }

  /** Ends it as a kill would, but with all it has; the next start completes it. */
  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      recorder.finish();
      folder.close();
    }
  }

  private final class RecordingFiles implements FragmentRecorder.Files {
    @Override
    public Path next(long startUs) {
      return folder.file(++files);
    }

    @Override
    public void finished(SegmentWriter segment, SharedMapping mapping) throws IOException {
      if (mapping == null) {
        Files.deleteIfExists(SegmentIndex.beside(segment.path()));
        Files.deleteIfExists(segment.path());
        files--;
      }
    }

    @Override
    public void written(SegmentWriter segment) {
      // it stays
    }

    @Override
    public boolean full(SegmentWriter segment, long startUs) {
      return false;
    }

    @Override
    public void failed(Exception cause) {
      trouble.failed(cause);
    }
  }
}
