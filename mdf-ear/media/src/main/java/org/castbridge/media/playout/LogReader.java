/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.TrackLog;
import org.castbridge.media.payload.PacketisedUnit;

/**
 * Reads the last seconds of a live channel out of its logs, for one viewer. A viewer the log has
 * overtaken goes on at the newest key frame.
 */
final class LogReader implements UnitReader {
  /** Recordings round presentation times, to a tick of 90 kHz at worst. */
  private static final long ROUNDING_US = 500;

  private static final long BEFORE_ALL = Long.MIN_VALUE;

  private final Channel channel;
  private int video;
  private int audio;
  private int wantedVideo;
  private long nextVideo;
  private long nextAudio;
  private boolean needsSync = true;
  private long lastVideoUs = BEFORE_ALL;

  /**
   * @param video rendition, -1 for no picture
   * @param audio language, -1 for no sound
   */
  LogReader(Channel channel, int video, int audio) {
    this.channel = channel;
    this.video = video;
    this.wantedVideo = video;
    this.audio = audio;
  }

  private TrackLog videoLog() {
    return channel.videos().get(video).log();
  }

  private TrackLog audioLog() {
    return channel.audios().get(audio).log();
  }

  /** Positions at the newest key frame, and at the sound that comes next. */
  void join() {
    needsSync = true;
    lastVideoUs = BEFORE_ALL;
    video = wantedVideo;
    if (video >= 0) {
      nextVideo = newestSync(videoLog());
    }
    if (audio >= 0) {
      nextAudio = audioLog().head();
    }
  }

  private static long newestSync(TrackLog log) {
    long sync = log.lastSync();
    return log.get(sync) != null ? sync : log.head();
  }

  /** Presentation time of the newest unit published; {@code otherwise} if there is none. */
  long newestUs(long otherwise) {
    TrackLog log = video >= 0 ? videoLog() : audioLog();
    PacketisedUnit newest = log.get(log.head() - 1);
    return newest == null ? otherwise : newest.ptsUs();
  }

  /** The oldest key frame's presentation time; {@link Long#MAX_VALUE} if there is none. */
  long oldestUs() {
    TrackLog log = video >= 0 ? videoLog() : audioLog();
    for (long no = log.tail(); no < log.head(); no++) {
      PacketisedUnit unit = log.get(no);
      if (unit != null && unit.sync()) {
        return unit.ptsUs();
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public long seek(long us) {
    lastVideoUs = BEFORE_ALL;
    needsSync = true;
    video = wantedVideo;
    long at = us;
    if (video >= 0) {
      TrackLog log = videoLog();
      nextVideo = log.head();
      for (long no = log.head() - 1; no >= log.tail(); no--) {
        PacketisedUnit unit = log.get(no);
        if (unit != null && unit.sync()) {
          nextVideo = no;
          at = unit.ptsUs();
          if (at <= us) {
            break;
          }
        }
      }
    }
    if (audio >= 0) {
      nextAudio = firstFrom(audioLog(), at);
    }
    return at;
  }

  /** The number of the first unit not before this time. */
  private static long firstFrom(TrackLog log, long us) {
    long no = log.head();
    while (no > log.tail()) {
      PacketisedUnit before = log.get(no - 1);
      if (before == null || before.ptsUs() < us) {
        break;
      }
      no--;
    }
    return no;
  }

  /**
   * Goes on behind what was read from a recording.
   *
   * @return false if something would be missing in between
   */
  boolean resumeBehind(int rendition, long videoUs, long audioUs) {
    if (video >= 0) {
      TrackLog log = channel.videos().get(rendition).log();
      PacketisedUnit oldest = log.get(log.tail());
      if (oldest == null || videoUs == BEFORE_ALL || oldest.ptsUs() > videoUs + ROUNDING_US) {
        return false;
      }
      video = rendition;
      nextVideo = firstFrom(log, videoUs + ROUNDING_US);
      needsSync = false;
      lastVideoUs = videoUs;
    }
    if (audio >= 0) {
      nextAudio = firstFrom(audioLog(), Math.max(audioUs, videoUs) + ROUNDING_US);
    }
    return true;
  }

  /** True if nothing would be missing when it is read on from here. */
  boolean unbroken() {
    return video >= 0
        ? !needsSync && nextVideo >= videoLog().tail()
        : nextAudio >= audioLog().tail();
  }

  /** The next picture, which stays the next; null if it has not come yet. */
  PacketisedUnit peekVideo() {
    if (video < 0) {
      return null;
    }
    if (wantedVideo != video) {
      changeRendition();
    }
    TrackLog log = videoLog();
    while (true) {
      PacketisedUnit unit = log.get(nextVideo);
      if (unit == null) {
        if (nextVideo >= log.head()) {
          return null;
        }
        needsSync = true; // overtaken
        nextVideo = newestSync(log);
      } else if (needsSync && !unit.sync()) {
        nextVideo++;
      } else {
        return unit;
      }
    }
  }

  /** When the picture {@link #peekVideo} has given was published. */
  long videoPublishedAt() {
    return videoLog().publishedAt(nextVideo);
  }

  boolean pictures() {
    return video >= 0;
  }

  /** At the first key frame of the other rendition that is not before what comes next. */
  private void changeRendition() {
    TrackLog other = channel.videos().get(wantedVideo).log();
    PacketisedUnit next = videoLog().get(nextVideo);
    for (long no = other.tail(); no < other.head(); no++) {
      PacketisedUnit unit = other.get(no);
      if (unit != null && unit.sync() && unit.ptsUs() > lastVideoUs) {
        if (next == null || unit.ptsUs() <= next.ptsUs()) {
          video = wantedVideo;
          nextVideo = no;
          needsSync = true;
        }
        return;
      }
    }
  }

  ReadUnit takeVideo() {
    PacketisedUnit unit = peekVideo();
    if (unit == null) {
      return null;
    }
    nextVideo++;
    needsSync = false;
    lastVideoUs = unit.ptsUs();
    return new ReadUnit(unit, video, channel.videos().get(video).format(), null);
  }

  PacketisedUnit peekAudio() {
    if (audio < 0) {
      return null;
    }
    TrackLog log = audioLog();
    PacketisedUnit unit = log.get(nextAudio);
    if (unit == null && nextAudio < log.head()) {
      nextAudio = log.tail();
      unit = log.get(nextAudio);
    }
    return unit;
  }

  ReadUnit takeAudio() {
    PacketisedUnit unit = peekAudio();
    if (unit == null) {
      return null;
    }
    nextAudio++;
    return new ReadUnit(unit, audio, null, null);
  }

  @Override
  public ReadUnit next() {
    PacketisedUnit picture = peekVideo();
    PacketisedUnit sound = peekAudio();
    if (picture == null || sound != null && sound.ptsUs() < picture.ptsUs()) {
      return takeAudio();
    }
    return takeVideo();
  }

  @Override
  public boolean growing() {
    return true;
  }

  @Override
  public void select(int newVideo, int newAudio) {
    wantedVideo = video < 0 ? -1 : newVideo;
    if (audio >= 0 && newAudio >= 0 && newAudio != audio) {
      PacketisedUnit next = peekAudio();
      long us = next == null ? newestUs(0) : next.ptsUs();
      audio = newAudio;
      nextAudio = firstFrom(audioLog(), us);
    }
  }

  @Override
  public void close() {
    // nothing of its own
  }
}
