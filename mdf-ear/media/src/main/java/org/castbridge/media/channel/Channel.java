/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.Track;

/**
 * A live channel as its viewers see it: tracks of packets made once. Fed by one {@link ChannelFeed}
 * on one thread, read from any.
 *
 * <p><b>Channel time</b> is microseconds of UTC since 1970, strictly rising in each track whatever
 * the source does.
 */
public final class Channel {
  /** Duration in the description of something without an end. */
  public static final long ENDLESS_US = Long.MAX_VALUE;

  /** One rendition of the picture. */
  public static final class VideoTrack {
    private final TrackLog log = new TrackLog(Track.VIDEO);
    private volatile FilmInfo.Video format;

    VideoTrack(FilmInfo.Video format) {
      this.format = Objects.requireNonNull(format);
    }

    /** As it is coded now; may change. */
    public FilmInfo.Video format() {
      return format;
    }

    void format(FilmInfo.Video changed) {
      format = Objects.requireNonNull(changed);
    }

    public TrackLog log() {
      return log;
    }
  }

  /** One language of the sound. */
  public static final class AudioTrack {
    private final TrackLog log = new TrackLog(Track.AUDIO);
    private final FilmInfo.Audio format;

    AudioTrack(FilmInfo.Audio format) {
      this.format = Objects.requireNonNull(format);
    }

    public FilmInfo.Audio format() {
      return format;
    }

    public TrackLog log() {
      return log;
    }
  }

  /** Somebody who serves viewers. */
  public interface Published {
    /** A unit has been published; called on the writer's thread, must not block. */
    void published(Track track, int index);
  }

  private final String id;
  private final long wallUs;
  private final long atNanos;
  private final List<VideoTrack> videos;
  private final List<AudioTrack> audios;
  private final List<Published> listeners = new CopyOnWriteArrayList<>();
  private final ChannelCounters counters = new ChannelCounters();
  private volatile TimeShift timeShift;

  /**
   * @param videos renditions, in order of preference
   * @param audios languages, in order of preference
   * @param wallUs UTC at the monotonic time {@code atNanos}, which must be of the clock the viewers
   *     are served by: what ties channel time to it
   */
  public Channel(
      String id,
      List<FilmInfo.Video> videos,
      List<FilmInfo.Audio> audios,
      long wallUs,
      long atNanos) {
    this.id = Objects.requireNonNull(id);
    this.videos = videos.stream().map(VideoTrack::new).toList();
    this.audios = audios.stream().map(AudioTrack::new).toList();
    this.wallUs = wallUs;
    this.atNanos = atNanos;
    if (videos.isEmpty() && audios.isEmpty()) {
      throw new IllegalArgumentException("a channel needs a picture or sound");
    }
  }

  public String id() {
    return id;
  }

  public List<VideoTrack> videos() {
    return videos;
  }

  public List<AudioTrack> audios() {
    return audios;
  }

  /** What it is made of now, as an offer is answered by; without an end. */
  public FilmInfo info() {
    return new FilmInfo(
        id,
        ENDLESS_US,
        videos.stream().map(VideoTrack::format).toList(),
        audios.stream().map(AudioTrack::format).toList());
  }

  /** The live edge: channel time at this monotonic time. */
  public long nowUs(long nowNanos) {
    return wallUs + Math.floorDiv(nowNanos - atNanos, 1000L);
  }

  /** The monotonic time of this channel time. */
  public long nanosOf(long channelUs) {
    return atNanos + (channelUs - wallUs) * 1000;
  }

  /** The recorded past; null if none is kept. */
  public TimeShift timeShift() {
    return timeShift;
  }

  public void timeShift(TimeShift shift) {
    timeShift = shift;
  }

  public void onPublished(Published listener) {
    listeners.add(listener);
  }

  public void removePublished(Published listener) {
    listeners.remove(listener);
  }

  void published(Track track, int index) {
    for (Published listener : listeners) {
      listener.published(track, index);
    }
  }

  public ChannelCounters counters() {
    return counters;
  }
}
