/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.TimeShift;
import org.castbridge.media.film.Track;

/**
 * Reads a channel's past: the recording, and where that has not got to yet, the log. So a viewer a
 * second behind the live edge does not depend on when the recorder writes.
 */
final class ChannelReader implements UnitReader {
  private final Channel channel;
  private final ViewerFormats formats;
  private final LogReader log;
  private int video;
  private int audio;

  /** Null before it is needed for the first time. */
  private FilmReader recording;

  private boolean onLog = true;
  private int lastRendition;
  private long lastVideoUs;
  private long lastAudioUs;

  /** Goes on where the log's reader stands. */
  ChannelReader(Channel channel, ViewerFormats formats, LogReader log, int video, int audio) {
    this.channel = channel;
    this.formats = formats;
    this.log = log;
    this.video = video;
    this.audio = audio;
  }

  @Override
  public long seek(long us) {
    lastVideoUs = Long.MIN_VALUE;
    lastAudioUs = Long.MIN_VALUE;
    FilmReader recorded = us < log.oldestUs() ? recording() : null;
    onLog = recorded == null;
    return onLog ? log.seek(us) : recorded.seek(us);
  }

  private FilmReader recording() {
    TimeShift shift = channel.timeShift();
    if (recording == null && shift != null) {
      recording = new FilmReader(shift.open(), formats);
      recording.select(video, audio);
    }
    return recording;
  }

  @Override
  public ReadUnit next() {
    if (!onLog) {
      ReadUnit unit = recording.next();
      if (unit != null) {
        note(unit);
        return unit;
      }
      onLog = log.resumeBehind(lastRendition, lastVideoUs, lastAudioUs);
    }
    return onLog ? log.next() : null;
  }

  private void note(ReadUnit unit) {
    if (unit.unit().track() == Track.VIDEO) {
      lastRendition = unit.rendition();
      lastVideoUs = unit.unit().ptsUs();
    } else {
      lastAudioUs = unit.unit().ptsUs();
    }
  }

  @Override
  public boolean growing() {
    return true;
  }

  @Override
  public void select(int newVideo, int newAudio) {
    video = newVideo;
    audio = newAudio;
    log.select(newVideo, newAudio);
    if (recording != null) {
      recording.select(newVideo, newAudio);
    }
  }

  /** Lets go of the recording until it is needed again; what is read next comes from the log. */
  void rest() {
    close();
    recording = null;
    onLog = true;
  }

  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }
}
