/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import org.castbridge.content.Mp4Film.FilmTrack;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/** One viewer's cursor over a stored film. One thread at a time; no system call to read. */
public final class Mp4FilmSource implements FilmSource {
  private final Mp4Film film;
  private int nextVideo;
  private int nextAudio;
  private boolean closed;

  Mp4FilmSource(Mp4Film film) {
    this.film = film;
  }

  @Override
  public FilmInfo info() {
    return film.info();
  }

  @Override
  public AccessUnit next() {
    refuseClosed();
    long video = timeOf(film.video(), nextVideo);
    long audio = timeOf(film.audio(), nextAudio);
    if (video == Long.MAX_VALUE && audio == Long.MAX_VALUE) {
      return null;
    }
    return video <= audio ? videoUnit(nextVideo++) : audioUnit(nextAudio++);
  }

  @Override
  public long seek(long us) {
    refuseClosed();
    if (film.video() == null) {
      nextAudio = Math.max(0, film.audio().floor(us));
      return film.audio().times()[nextAudio];
    }
    int sync = Math.max(0, film.video().floor(us));
    while (!film.video().sync(sync)) {
      sync--; // the first sample is a sync sample: Mp4Film refuses others
    }
    nextVideo = sync;
    long time = film.video().times()[sync];
    nextAudio = film.audio() == null ? 0 : film.audio().ceiling(time);
    return time;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void refuseClosed() {
    if (closed) {
      throw new FilmReadException("the film " + film.info().id() + " was closed");
    }
  }

  private static long timeOf(FilmTrack track, int index) {
    return track == null || index >= track.count() ? Long.MAX_VALUE : track.times()[index];
  }

  private AccessUnit videoUnit(int index) {
    FilmTrack track = film.video();
    byte[] data = read(track, index);
    if (film.nalLengthSize() != 0 && film.nalLengthSize() != 4) {
      data = widenLengths(data, index);
    }
    return new AccessUnit(Track.VIDEO, track.times()[index], track.sync(index), data);
  }

  private AccessUnit audioUnit(int index) {
    FilmTrack track = film.audio();
    return new AccessUnit(Track.AUDIO, track.times()[index], true, read(track, index));
  }

  private byte[] widenLengths(byte[] data, int index) {
    try {
      return NalUnits.widenLengths(data, film.nalLengthSize());
    } catch (ContentException e) {
      throw unreadable(index, e);
    }
  }

  private byte[] read(FilmTrack track, int index) {
    byte[] data = new byte[track.size(index)];
    try {
      film.file().read(track.offset(index), data, 0, data.length);
    } catch (ContentException e) {
      throw unreadable(index, e);
    }
    return data;
  }

  private FilmReadException unreadable(int index, ContentException e) {
    return new FilmReadException(
        "sample " + index + " of the film " + film.info().id() + " cannot be read", e);
  }
}
