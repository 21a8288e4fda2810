/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.util.Arrays;
import java.util.List;
import org.castbridge.content.mp4.AvcConfig;
import org.castbridge.content.mp4.MappedFile;
import org.castbridge.content.mp4.Mp4Movie;
import org.castbridge.content.mp4.Mp4Reader;
import org.castbridge.content.mp4.Mp4Track;
import org.castbridge.content.mp4.OpusConfig;
import org.castbridge.content.mp4.SampleTable;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;

/**
 * A stored film, opened: the mapped file and its index. Immutable, so all viewers of the film share
 * one; each has its own {@link Mp4FilmSource} over it.
 */
public final class Mp4Film {
  private final FilmInfo info;
  private final MappedFile file;
  private final FilmTrack video;
  private final FilmTrack audio;
  private final int nalLengthSize;

  /** The samples of one track that are played, and when, in microseconds, strictly increasing. */
  record FilmTrack(SampleTable samples, int first, long[] times) {
    int count() {
      return times.length;
    }

    /** Index of the last sample not after the time, or -1. */
    int floor(long us) {
      int found = Arrays.binarySearch(times, us);
      return found >= 0 ? found : -found - 2;
    }

    /** Index of the first sample not before the time; count() if there is none. */
    int ceiling(long us) {
      int found = Arrays.binarySearch(times, us);
      return found >= 0 ? found : -found - 1;
    }

    boolean sync(int index) {
      return samples.sync(first + index);
    }

    long offset(int index) {
      return samples.offset(first + index);
    }

    int size(int index) {
      return samples.size(first + index);
    }
  }

  private Mp4Film(
      FilmInfo info, MappedFile file, FilmTrack video, FilmTrack audio, int nalLengthSize) {
    this.info = info;
    this.file = file;
    this.video = video;
    this.audio = audio;
    this.nalLengthSize = nalLengthSize;
  }

  /**
   * Reads the index.
   *
   * @throws ContentException if the file is damaged, or outside the content contract
   */
  public static Mp4Film read(String id, MappedFile file) throws ContentException {
    Mp4Movie movie = Mp4Reader.read(file);
    Mp4Track videoTrack = movie.video().orElse(null);
    Mp4Track audioTrack = movie.audio().orElse(null);
    if (videoTrack == null && audioTrack == null) {
      throw new ContentException("moov", 0, "neither picture nor sound");
    }
    FilmTrack video = videoTrack == null ? null : filmTrack(videoTrack, 0);
    FilmTrack audio = audioTrack == null ? null : filmTrack(audioTrack, encoderDelayUs(audioTrack));
    long end =
        Math.max(
            endUs(videoTrack, 0),
            audio == null ? 0 : endUs(audioTrack, encoderDelayUs(audioTrack)));
    if (end <= 0) {
      throw new ContentException("moov", 0, "the film has no duration");
    }
    FilmInfo info =
        new FilmInfo(
            id,
            end,
            videoTrack == null ? null : videoInfo(videoTrack, video),
            audioTrack == null ? null : audioInfo(audioTrack));
    AvcConfig avc = videoTrack == null ? null : videoTrack.entry().avc();
    return new Mp4Film(info, file, video, audio, avc == null ? 0 : avc.lengthSize());
  }

  public FilmInfo info() {
    return info;
  }

  /** A cursor of its own, at the film's start. */
  public Mp4FilmSource open() {
    return new Mp4FilmSource(this);
  }

  MappedFile file() {
    return file;
  }

  /** Null if the film has no picture. */
  FilmTrack video() {
    return video;
  }

  /** Null if the film has no sound. */
  FilmTrack audio() {
    return audio;
  }

  /** Bytes before each H.264 NAL unit as stored; 0 for other codecs. */
  int nalLengthSize() {
    return nalLengthSize;
  }

  private static long endUs(Mp4Track track, long shiftUs) {
    return track == null ? 0 : track.endUs() + shiftUs;
  }

  /**
   * The Opus pre-skip as an edit list states it. RTP knows no pre-skip: a packet's time stamp
   * counts from its first sample, and every receiver lives with the decoder's 6.5 ms; so the
   * packets keep their own times instead of starting before zero.
   */
  private static long encoderDelayUs(Mp4Track track) {
    OpusConfig opus = track.entry().opus();
    long mediaTime = track.edits().mediaTime();
    boolean isPreSkip = opus != null && mediaTime * 48_000 <= opus.preSkip() * track.timescale();
    return isPreSkip ? mediaTime * 1_000_000 / track.timescale() : 0;
  }

  private static FilmTrack filmTrack(Mp4Track track, long shiftUs) throws ContentException {
    SampleTable samples = track.samples();
    if (!track.edits().straight()) {
      throw new ContentException(track.path() + "/edts", 0, "an edit list of several segments");
    }
    int first = 0;
    while (first < samples.count() && track.presentationUs(first) + shiftUs < 0) {
      first++;
    }
    if (first > 0 && track.isVideo()) {
      throw new ContentException(track.path() + "/edts", 0, "pictures hidden by the edit list");
    }
    long[] times = new long[samples.count() - first];
    long last = -1;
    for (int i = 0; i < times.length; i++) {
      times[i] = track.presentationUs(first + i) + shiftUs;
      if (times[i] <= last) {
        throw new ContentException(
            track.path(),
            samples.offset(first + i),
            "sample " + (first + i) + " is shown before the one stored before it");
      }
      last = times[i];
    }
    if (times.length == 0) {
      throw new ContentException(track.path(), 0, "the track has no samples");
    }
    if (!samples.sync(first)) {
      throw new ContentException(
          track.path(), samples.offset(first), "does not start with a key frame");
    }
    return new FilmTrack(samples, first, times);
  }

  private static FilmInfo.Video videoInfo(Mp4Track track, FilmTrack film) throws ContentException {
    AvcConfig avc = track.entry().avc();
    Codec codec =
        switch (track.entry().format()) {
          case "avc1", "avc3" -> Codec.H264;
          case "vp08" -> Codec.VP8;
          default -> throw notPlayed(track);
        };
    double seconds = Math.max(1, track.endUs() - film.times()[0]) / 1e6;
    return new FilmInfo.Video(
        codec,
        avc == null ? "" : FilmInfo.Video.h264Profile(avc.profileLevelId()),
        track.entry().width(),
        track.entry().height(),
        film.count() / seconds,
        0,
        0,
        avc == null ? List.of() : avc.parameterSets());
  }

  private static FilmInfo.Audio audioInfo(Mp4Track track) throws ContentException {
    if (!track.entry().format().equals("Opus")) {
      throw notPlayed(track);
    }
    return new FilmInfo.Audio(Codec.OPUS, track.entry().channels(), null);
  }

  private static ContentException notPlayed(Mp4Track track) {
    return new ContentException(
        track.path(), 0, "the format " + track.entry().format() + " is not played from the store");
  }
}
