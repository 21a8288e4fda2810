/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieReader;
import org.castbridge.content.container.MovieTrack;
import org.castbridge.media.film.FilmInfo;

/**
 * A stored film, opened: its mapped files and their index, every rendition of the picture and every
 * language of the sound. Immutable, so all viewers of the film share one; each has its own {@link
 * StoredFilmSource} over it.
 */
public final class StoredFilm implements OpenedFilm {
  private final FilmInfo info;
  private final List<StoredTrack> videos;
  private final List<StoredTrack> audios;

  private StoredFilm(FilmInfo info, List<StoredTrack> videos, List<StoredTrack> audios) {
    this.info = info;
    this.videos = videos;
    this.audios = audios;
  }

  /**
   * Reads the index of a film that is one file: all its picture tracks are renditions, all its
   * sound tracks are languages.
   *
   * @throws ContentException if the file is damaged, or outside the content contract
   */
  public static StoredFilm read(String id, MappedFile file) throws ContentException {
    Builder builder = new Builder(id);
    Movie movie = MovieReader.read(file);
    for (MovieTrack track : movie.tracks()) {
      builder.add(file, track, StoredTrack.Known.NOTHING, null);
    }
    return builder.build();
  }

  /** Puts a film together from tracks of several files. */
  static final class Builder {
    private final String id;
    private final List<StoredTrack> videos = new ArrayList<>();
    private final List<StoredTrack> audios = new ArrayList<>();
    private final List<FilmInfo.Video> videoInfos = new ArrayList<>();
    private final List<FilmInfo.Audio> audioInfos = new ArrayList<>();

    Builder(String id) {
      this.id = id;
    }

    /**
     * Adds a track behind those of its kind.
     *
     * @param language null: as the file says
     */
    void add(MappedFile file, MovieTrack track, StoredTrack.Known known, String language)
        throws ContentException {
      StoredTrack stored = StoredTrack.of(file, track);
      if (track.isVideo()) {
        videos.add(stored);
        videoInfos.add(stored.videoInfo(known));
      } else {
        audios.add(stored);
        audioInfos.add(stored.audioInfo(language));
      }
    }

    StoredFilm build() throws ContentException {
      if (videos.isEmpty() && audios.isEmpty()) {
        throw new ContentException("", 0, "neither picture nor sound");
      }
      long end = Math.max(end(videos), end(audios));
      if (end <= 0) {
        throw new ContentException("", 0, "the film has no duration");
      }
      FilmInfo info = new FilmInfo(id, end, videoInfos, audioInfos);
      return new StoredFilm(info, List.copyOf(videos), List.copyOf(audios));
    }

    private static long end(List<StoredTrack> tracks) {
      return tracks.stream().map(StoredTrack::endUs).max(Comparator.naturalOrder()).orElse(0L);
    }
  }

  public FilmInfo info() {
    return info;
  }

  /** A cursor of its own, at the film's start, on the first rendition of each kind. */
  @Override
  public StoredFilmSource open() {
    return new StoredFilmSource(this);
  }

  /** Index of the preferred rendition's pictures; null if there is no picture. */
  public TrackIndex videoIndex() {
    return videos.isEmpty() ? null : videos.get(0).index();
  }

  List<StoredTrack> videos() {
    return videos;
  }

  List<StoredTrack> audios() {
    return audios;
  }
}
