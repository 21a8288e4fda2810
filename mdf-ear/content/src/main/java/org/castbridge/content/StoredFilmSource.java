/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;

/** One viewer's cursor over a stored film. One thread at a time; no system call to read. */
public final class StoredFilmSource implements FilmSource {
  private static final int NONE = -1;

  private final StoredFilm film;
  private final int renditions;
  private final int languages;
  private int video;
  private int audio;
  private int nextVideo;
  private int nextAudio;
  private int wantedVideo = NONE;
  private int switchAt;

  /** Time of the last unit given out, or just before the place of the last seek. */
  private long lastVideoUs = -1;

  private long lastAudioUs = -1;
  private int lastRendition;
  private boolean closed;

  StoredFilmSource(StoredFilm film) {
    this.film = film;
    this.renditions = film.videos().size();
    this.languages = film.audios().size();
  }

  @Override
  public FilmInfo info() {
    return film.info();
  }

  @Override
  public AccessUnit next() {
    refuseClosed();
    long videoTime = renditions == 0 ? Long.MAX_VALUE : nextVideoTime();
    long audioTime = languages == 0 ? Long.MAX_VALUE : time(film.audios().get(audio), nextAudio);
    if (videoTime == Long.MAX_VALUE && audioTime == Long.MAX_VALUE) {
      return null;
    }
    if (videoTime <= audioTime) {
      lastVideoUs = videoTime;
      lastRendition = video;
      return film.videos().get(video).unit(nextVideo++);
    }
    lastAudioUs = audioTime;
    lastRendition = audio;
    return film.audios().get(audio).unit(nextAudio++);
  }

  /** Time of the next picture, having changed to the rendition wanted if this is the place. */
  private long nextVideoTime() {
    long time = time(film.videos().get(video), nextVideo);
    if (wantedVideo != NONE) {
      TrackIndex wanted = film.videos().get(wantedVideo).index();
      if (switchAt < wanted.count() && time >= wanted.time(switchAt)) {
        video = wantedVideo;
        nextVideo = switchAt;
        wantedVideo = NONE;
        time = wanted.time(switchAt);
      }
    }
    return time;
  }

  @Override
  public long seek(long us) {
    refuseClosed();
    if (renditions == 0) {
      TrackIndex index = film.audios().get(audio).index();
      nextAudio = Math.max(0, index.floor(us));
      lastAudioUs = index.time(nextAudio) - 1;
      return index.time(nextAudio);
    }
    video = wantedVideo == NONE ? video : wantedVideo;
    wantedVideo = NONE;
    TrackIndex index = film.videos().get(video).index();
    nextVideo = index.syncFloor(Math.max(0, index.floor(us)));
    long time = index.time(nextVideo);
    nextAudio = languages == 0 ? 0 : film.audios().get(audio).index().ceiling(time);
    lastVideoUs = time - 1;
    lastAudioUs = time - 1;
    return time;
  }

  @Override
  public void select(int newVideo, int newAudio) {
    refuseClosed();
    if (renditions > 0) {
      wantedVideo = newVideo == video ? NONE : check(newVideo, renditions);
    }
    if (wantedVideo != NONE) {
      TrackIndex wanted = film.videos().get(wantedVideo).index();
      switchAt = wanted.syncCeiling(wanted.floor(lastVideoUs) + 1);
    }
    if (languages > 0 && newAudio != audio) {
      TrackIndex wanted = film.audios().get(check(newAudio, languages)).index();
      nextAudio = wanted.floor(lastAudioUs) + 1;
      audio = newAudio;
    }
  }

  @Override
  public int rendition() {
    return lastRendition;
  }

  @Override
  public AccessUnit reread(int rendition, long ptsUs) {
    refuseClosed();
    if (rendition < 0 || rendition >= renditions) {
      return null;
    }
    StoredTrack track = film.videos().get(rendition);
    int sample = track.index().floor(ptsUs);
    return sample < 0 || track.index().time(sample) != ptsUs ? null : track.unit(sample);
  }

  @Override
  public void close() {
    closed = true;
  }

  private static int check(int index, int count) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index + " of " + count);
    }
    return index;
  }

  private void refuseClosed() {
    if (closed) {
      throw new FilmReadException("the film " + film.info().id() + " was closed");
    }
  }

  private static long time(StoredTrack track, int sample) {
    return sample >= track.index().count() ? Long.MAX_VALUE : track.index().time(sample);
  }
}
