/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.castbridge.media.film.FilmInfo;

/**
 * The tracks of a segment: renditions first, then languages. A track's number counts through both.
 */
record Formats(List<FilmInfo.Video> videos, List<FilmInfo.Audio> audios) {
  Formats {
    videos = List.copyOf(videos);
    audios = List.copyOf(audios);
  }

  int tracks() {
    return videos.size() + audios.size();
  }

  boolean isVideo(int track) {
    return track < videos.size();
  }

  /** True if it is decoded in the same way: what only describes it may differ. */
  static boolean same(FilmInfo.Video one, FilmInfo.Video other) {
    return one.codec() == other.codec()
        && one.profile().equals(other.profile())
        && one.width() == other.width()
        && one.height() == other.height()
        && same(one.parameterSets(), other.parameterSets());
  }

  private static boolean same(List<byte[]> one, List<byte[]> other) {
    return Arrays.deepEquals(one.toArray(), other.toArray());
  }

  Formats with(int rendition, FilmInfo.Video changed) {
    List<FilmInfo.Video> changedVideos = new ArrayList<>(videos);
    changedVideos.set(rendition, changed);
    return new Formats(changedVideos, audios);
  }
}
