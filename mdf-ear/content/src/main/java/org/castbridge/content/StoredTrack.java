/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import org.castbridge.content.container.EditList;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.content.container.OpusConfig;
import org.castbridge.content.container.SampleTable;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.Codec;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmReadException;

/**
 * One track of a stored film: a mapped file and the index of the samples that are played.
 * Immutable.
 *
 * @param endUs film time behind the last sample
 */
record StoredTrack(
    MappedFile file, Codec codec, int nalLengthSize, TrackIndex index, long endUs, MovieTrack of) {

  /**
   * @throws ContentException if the track is damaged, or outside the content contract
   */
  static StoredTrack of(MappedFile file, MovieTrack track) throws ContentException {
    Codec codec = track.entry().codec();
    if (codec == null) {
      throw new ContentException(
          track.path(),
          0,
          "the format " + track.entry().format() + " is not played from the store");
    }
    if (!track.edits().straight()) {
      throw new ContentException(track.path() + "/edts", 0, "an edit list of several segments");
    }
    long shift = encoderDelayUs(track);
    TrackIndex index = index(track, shift);
    // the samples' own table is not kept: the index says the same in half the space
    MovieTrack description =
        new MovieTrack(
            track.id(),
            track.path(),
            track.handler(),
            track.timescale(),
            EditList.NONE,
            track.language(),
            track.entry(),
            new SampleTable(0));
    return new StoredTrack(
        file, codec, track.entry().lengthSize(), index, track.endUs() + shift, description);
  }

  /**
   * The Opus pre-skip as an edit list states it. RTP knows no pre-skip: a packet's time stamp
   * counts from its first sample, and every receiver lives with the decoder's 6.5 ms; so the
   * packets keep their own times instead of starting before zero.
   */
  private static long encoderDelayUs(MovieTrack track) {
    OpusConfig opus = track.entry().opus();
    long mediaTime = track.edits().mediaTime();
    boolean isPreSkip = opus != null && mediaTime * 48_000 <= opus.preSkip() * track.timescale();
    return isPreSkip ? mediaTime * 1_000_000 / track.timescale() : 0;
  }

  private static TrackIndex index(MovieTrack track, long shiftUs) throws ContentException {
    SampleTable samples = track.samples();
    int first = 0;
    while (first < samples.count() && track.presentationUs(first) + shiftUs < 0) {
      first++;
    }
    if (first > 0 && track.isVideo()) {
      throw new ContentException(track.path() + "/edts", 0, "pictures hidden by the edit list");
    }
    if (first == samples.count()) {
      throw new ContentException(track.path(), 0, "the track has no samples");
    }
    if (!samples.sync(first)) {
      throw new ContentException(
          track.path(), samples.offset(first), "does not start with a key frame");
    }
    TrackIndex.Builder index = new TrackIndex.Builder(samples.count() - first);
    long last = -1;
    for (int i = first; i < samples.count(); i++) {
      long time = track.presentationUs(i) + shiftUs;
      if (time <= last) {
        throw new ContentException(
            track.path(),
            samples.offset(i),
            "sample " + i + " is shown before the one stored before it");
      }
      last = time;
      index.add(time, samples.offset(i), samples.size(i), samples.sync(i));
    }
    return index.build();
  }

  /**
   * @param known what the asset's description adds; 0 for what it does not say
   */
  FilmInfo.Video videoInfo(Known known) {
    double seconds = Math.max(1, endUs - index.time(0)) / 1e6;
    double measured = index.bytes() * 8 / seconds;
    return new FilmInfo.Video(
        codec,
        of.entry().config().profile(),
        of.entry().width(),
        of.entry().height(),
        index.count() / seconds,
        known.bitrate() > 0 ? known.bitrate() : (int) Math.min(Integer.MAX_VALUE, measured),
        known.maxNal(),
        of.entry().config().parameterSets());
  }

  /** What only the ingest found out. */
  record Known(int bitrate, int maxNal) {
    static final Known NOTHING = new Known(0, 0);
  }

  FilmInfo.Audio audioInfo(String language) {
    return new FilmInfo.Audio(
        codec, of.entry().channels(), language == null ? of.language() : language);
  }

  /**
   * @throws FilmReadException if the file cannot be read there
   */
  AccessUnit unit(int sample) {
    byte[] data = new byte[index.size(sample)];
    try {
      file.read(index.offset(sample), data, 0, data.length);
      if (nalLengthSize != 0 && nalLengthSize != 4) {
        data = NalUnits.widenLengths(data, nalLengthSize);
      }
    } catch (ContentException e) {
      throw new FilmReadException("sample " + sample + " of " + of.path() + " cannot be read", e);
    }
    return new AccessUnit(codec.track(), index.time(sample), index.sync(sample), data);
  }
}
