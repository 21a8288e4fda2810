/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.List;
import org.castbridge.content.ContentException;
import org.castbridge.content.container.SampleTable;
import org.castbridge.content.mp4.FragmentWriter;
import org.castbridge.content.mp4.FragmentedFile;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.Track;

/**
 * A fragment in a mapped file. Its list of samples is read when somebody opens it, a few
 * microseconds for one, so that the index of hours is a handful of numbers a second.
 */
final class StoredFragment extends Fragment {
  private final SharedMapping mapping;
  private final long offset;
  private final long length;
  private final long baseUs;

  /**
   * @param offset in the file
   * @param baseUs channel time that is zero in the file
   */
  StoredFragment(
      long startUs, Formats formats, SharedMapping mapping, long offset, long length, long baseUs) {
    super(startUs, formats);
    this.mapping = mapping;
    this.offset = offset;
    this.length = length;
    this.baseUs = baseUs;
  }

  long offset() {
    return offset;
  }

  long length() {
    return length;
  }

  StoredFragment in(SharedMapping other) {
    return new StoredFragment(startUs(), formats(), other, offset, length, baseUs);
  }

  @Override
  View open() {
    if (!mapping.acquire()) {
      return null;
    }
    try {
      List<SampleTable> tables =
          FragmentedFile.samples(
              mapping.file(), offset - mapping.base(), length, formats().tracks());
      return new Samples(tables);
    } catch (ContentException e) {
      mapping.release();
      throw new FilmReadException("a fragment cannot be read", e);
    }
  }

  private final class Samples implements View {
    private final List<SampleTable> tables;
    private boolean closed;

    Samples(List<SampleTable> tables) {
      this.tables = tables;
    }

    @Override
    public int count(int track) {
      return track < tables.size() ? tables.get(track).count() : 0;
    }

    @Override
    public boolean complete(int track) {
      return true;
    }

    @Override
    public long timeUs(int track, int unit) {
      long ticks = tables.get(track).decodeTime(unit);
      return baseUs
          + (formats().isVideo(track)
              ? ticks
              : Math.floorDiv(
                  ticks * 1_000_000L + FragmentWriter.AUDIO_TIMESCALE / 2,
                  (long) FragmentWriter.AUDIO_TIMESCALE));
    }

    @Override
    public boolean sync(int track, int unit) {
      return !formats().isVideo(track) || tables.get(track).sync(unit);
    }

    @Override
    public AccessUnit unit(int track, int unit) {
      SampleTable table = tables.get(track);
      byte[] data = new byte[table.size(unit)];
      try {
        mapping.file().read(table.offset(unit), data, 0, data.length);
      } catch (ContentException e) {
        throw new FilmReadException("a unit of a recording cannot be read", e);
      }
      Track kind = formats().isVideo(track) ? Track.VIDEO : Track.AUDIO;
      return new AccessUnit(kind, timeUs(track, unit), sync(track, unit), data);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        mapping.release();
      }
    }
  }
}
