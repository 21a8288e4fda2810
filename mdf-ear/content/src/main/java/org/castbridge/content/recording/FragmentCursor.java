/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import org.castbridge.content.recording.FragmentViews.Use;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;

/**
 * One viewer's cursor over a log of fragments that may grow at its end and vanish at its start. One
 * thread at a time; takes no lock and reads mapped memory only. A cursor that was overtaken by the
 * ring's start goes on at the oldest key frame there is.
 */
final class FragmentCursor implements FilmSource {
  /**
   * At the growing end a track is not given out further ahead of the others than they may still
   * come: then order by time could not be kept.
   */
  private static final long REORDER_US = 200_000;

  /** Fragments a seek goes back to find a key frame. */
  private static final int MAX_BACK = 64;

  private final String id;
  private final FragmentLog log;
  private final long originUs;
  private final Formats first;
  private final FragmentViews views;
  private final Position video = new Position();
  private final Position audio = new Position();
  private int rendition;
  private int language;
  private int wanted = -1;
  private int lastRendition;
  private long lastVideoUs = Long.MIN_VALUE;
  private Formats described;
  private FilmInfo info;
  private boolean closed;

  /** Where a track is: a fragment's number and the next unit in it. */
  private static final class Position {
    private long fragment;
    private int unit;
    private long timeUs;
    private boolean needsSync;

    void to(long newFragment, int newUnit) {
      fragment = newFragment;
      unit = newUnit;
    }
  }

  /**
   * @param originUs channel time that is zero to the viewer: 0 in a ring, the start of a recording
   * @param first formats to tell of as long as there is nothing
   */
  FragmentCursor(String id, FragmentLog log, long originUs, Formats first) {
    this.id = id;
    this.log = log;
    this.originUs = originUs;
    this.first = first;
    this.views = new FragmentViews(log);
    video.to(log.snapshot().first(), 0);
    audio.to(log.snapshot().first(), 0);
    video.needsSync = true;
  }

  @Override
  public FilmInfo info() {
    Formats now = describedFormats();
    long duration = growing() ? Channel.ENDLESS_US : endUs();
    if (info == null || described != now || info.durationUs() != duration) {
      described = now;
      info = new FilmInfo(id, duration, now.videos(), now.audios());
    }
    return info;
  }

  private Formats describedFormats() {
    FragmentLog.Snapshot snapshot = log.snapshot();
    Fragment here = snapshot.get(hasVideo() ? video.fragment : audio.fragment);
    if (here == null && !snapshot.isEmpty()) {
      here = snapshot.get(Math.max(snapshot.first(), snapshot.end() - 1));
    }
    return here == null ? first : here.formats();
  }

  private boolean hasVideo() {
    return !first.videos().isEmpty();
  }

  @Override
  public AccessUnit next() {
    refuseClosed();
    catchUp();
    boolean hasPicture = hasVideo() && find(video, true, Long.MAX_VALUE);
    // sound two fragments later need not be known to say which is first
    boolean hasSound = find(audio, false, hasPicture ? video.fragment + 2 : Long.MAX_VALUE);
    if (!hasPicture && !hasSound) {
      return null;
    }
    boolean pictureFirst = hasPicture && (!hasSound || video.timeUs <= audio.timeUs);
    Position next = pictureFirst ? video : audio;
    boolean other = pictureFirst ? hasSound || first.audios().isEmpty() : hasPicture || !hasVideo();
    if (!other && log.growing() && next.timeUs > log.headUs() - REORDER_US) {
      return null; // the other track may still bring something earlier
    }
    return take(next, pictureFirst);
  }

  private AccessUnit take(Position at, boolean picture) {
    Fragment.View view = views.of(picture ? Use.PICTURE : Use.SOUND, at.fragment);
    int track = picture ? rendition : audioTrack(at.fragment);
    AccessUnit unit = view.unit(track, at.unit++);
    lastRendition = picture ? rendition : language;
    if (picture) {
      lastVideoUs = unit.ptsUs();
      at.needsSync = false;
    }
    return originUs == 0
        ? unit
        : new AccessUnit(
            unit.track(), Math.max(0, unit.ptsUs() - originUs), unit.sync(), unit.data());
  }

  /** If the ring's start has gone by, starts there again. */
  private void catchUp() {
    long oldest = log.snapshot().first();
    if (hasVideo() && video.fragment < oldest && !views.holds(Use.PICTURE, video.fragment)) {
      video.to(oldest, 0);
      video.needsSync = true;
    }
    if (audio.fragment < oldest && !views.holds(Use.SOUND, audio.fragment)) {
      audio.to(oldest, 0);
    }
  }

  /** Moves to the next unit there is before a fragment; false if there is none (yet). */
  private boolean find(Position at, boolean picture, long limit) {
    while (true) {
      Fragment.View view = views.of(picture ? Use.PICTURE : Use.SOUND, at.fragment);
      if (view != null) {
        int track = picture ? rendition : audioTrack(at.fragment);
        boolean complete = view.complete(track);
        int count = view.count(track);
        if (picture && wanted >= 0) {
          changeRendition(view);
          track = rendition;
          count = view.count(track);
        }
        while (at.unit < count && skips(at, view, track, picture)) {
          at.unit++;
        }
        if (at.unit < count) {
          at.timeUs = view.timeUs(track, at.unit);
          return true;
        }
        if (!complete) {
          return false;
        }
      }
      if (at.fragment + 1 >= Math.min(limit, log.snapshot().end())) {
        return false;
      }
      at.needsSync |= view == null; // a second was lost
      at.to(at.fragment + 1, 0);
    }
  }

  private boolean skips(Position at, Fragment.View view, int track, boolean picture) {
    long time = view.timeUs(track, at.unit);
    return picture
        ? at.needsSync && !view.sync(track, at.unit) || time <= lastVideoUs
        : time < at.timeUs;
  }

  /** Takes the rendition wanted if it has a key frame at or before the next picture of this one. */
  private void changeRendition(Fragment.View view) {
    int current = video.unit;
    int count = view.count(rendition);
    while (current < count && view.timeUs(rendition, current) <= lastVideoUs) {
      current++;
    }
    boolean ended = current >= count;
    long next = ended ? Long.MAX_VALUE : view.timeUs(rendition, current);
    for (int i = 0; i < view.count(wanted); i++) {
      long time = view.timeUs(wanted, i);
      if (view.sync(wanted, i) && time > lastVideoUs && time <= next) {
        if (ended && !view.complete(rendition)) {
          return;
        }
        rendition = wanted;
        wanted = -1;
        video.unit = i;
        return;
      }
    }
  }

  private int audioTrack(long fragment) {
    Fragment known = log.snapshot().get(fragment);
    return (known == null ? first : known.formats()).videos().size() + language;
  }

  @Override
  public long seek(long us) {
    refuseClosed();
    FragmentLog.Snapshot snapshot = log.snapshot();
    if (wanted >= 0) {
      rendition = wanted;
      wanted = -1;
    }
    lastVideoUs = Long.MIN_VALUE;
    audio.timeUs = Long.MIN_VALUE;
    if (snapshot.isEmpty()) {
      video.to(snapshot.first(), 0);
      audio.to(snapshot.first(), 0);
      video.needsSync = true;
      return us;
    }
    long channelUs = us + originUs;
    long number = snapshot.floor(channelUs);
    long found = hasVideo() ? seekSync(snapshot, number, channelUs) : seekSound(number, channelUs);
    return found - originUs;
  }

  /**
   * Goes back to the last key frame not after the time; the first one there is, if all are later.
   */
  private long seekSync(FragmentLog.Snapshot snapshot, long from, long us) {
    for (long number = from; number >= snapshot.first() && number > from - MAX_BACK; number--) {
      Fragment.View view = views.of(Use.PICTURE, number);
      for (int i = view == null ? -1 : view.count(rendition) - 1; i >= 0; i--) {
        if (view.sync(rendition, i) && view.timeUs(rendition, i) <= us) {
          return position(number, i, view.timeUs(rendition, i));
        }
      }
    }
    for (long number = Math.max(snapshot.first(), from - MAX_BACK + 1);
        number < snapshot.end();
        number++) {
      Fragment.View view = views.of(Use.PICTURE, number);
      for (int i = 0; view != null && i < view.count(rendition); i++) {
        if (view.sync(rendition, i)) {
          return position(number, i, view.timeUs(rendition, i));
        }
      }
    }
    video.to(snapshot.end(), 0);
    audio.to(snapshot.end(), 0);
    video.needsSync = true;
    return us;
  }

  private long position(long fragment, int unit, long timeUs) {
    video.to(fragment, unit);
    video.needsSync = true;
    // the sound of a key frame may have been taken before the picture
    audio.to(Math.max(log.snapshot().first(), fragment - 1), 0);
    audio.timeUs = timeUs;
    lastVideoUs = timeUs - 1;
    return timeUs;
  }

  private long seekSound(long number, long us) {
    audio.to(number, 0);
    Fragment.View view = views.of(Use.SOUND, number);
    int track = audioTrack(number);
    for (int i = view == null ? -1 : view.count(track) - 1; i > 0; i--) {
      if (view.timeUs(track, i) <= us) {
        audio.unit = i;
        break;
      }
    }
    boolean any = view != null && view.count(track) > 0;
    audio.timeUs = any ? view.timeUs(track, audio.unit) : us;
    return audio.timeUs;
  }

  @Override
  public void select(int newVideo, int newAudio) {
    refuseClosed();
    Formats now = describedFormats();
    if (newVideo < 0
        || newVideo >= Math.max(1, now.videos().size())
        || newAudio < 0
        || newAudio >= Math.max(1, now.audios().size())) {
      throw new IndexOutOfBoundsException(newVideo + ", " + newAudio);
    }
    wanted = newVideo == rendition ? -1 : newVideo;
    if (newAudio != language) {
      language = newAudio;
      audio.to(Math.max(log.snapshot().first(), audio.fragment - 1), 0);
      audio.timeUs++; // not the time that was given out last
    }
  }

  @Override
  public int rendition() {
    return lastRendition;
  }

  @Override
  public AccessUnit reread(int of, long ptsUs) {
    refuseClosed();
    FragmentLog.Snapshot snapshot = log.snapshot();
    if (snapshot.isEmpty() || of < 0) {
      return null;
    }
    long us = ptsUs + originUs;
    long number = snapshot.floor(us);
    // a straggler stands one fragment later than its time says
    for (long at = number; at <= number + 1 && at < snapshot.end(); at++) {
      Fragment.View view = views.of(Use.REPEAT, at);
      Fragment fragment = snapshot.get(at);
      if (view == null || of >= fragment.formats().videos().size()) {
        continue;
      }
      for (int i = 0; i < view.count(of); i++) {
        if (view.timeUs(of, i) == us) {
          AccessUnit unit = view.unit(of, i);
          return new AccessUnit(unit.track(), ptsUs, unit.sync(), unit.data());
        }
      }
    }
    return null;
  }

  @Override
  public long startUs() {
    FragmentLog.Snapshot snapshot = log.snapshot();
    return snapshot.isEmpty() ? 0 : snapshot.get(snapshot.first()).startUs() - originUs;
  }

  @Override
  public long endUs() {
    return Math.max(0, log.headUs() - originUs);
  }

  @Override
  public boolean growing() {
    return log.growing();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      views.close();
    }
  }

  private void refuseClosed() {
    if (closed) {
      throw new FilmReadException("the recording " + id + " was closed");
    }
  }
}
