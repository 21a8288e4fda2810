/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.container.Movie;
import org.castbridge.content.container.MovieReader;
import org.castbridge.content.container.MovieTrack;

/** Opens the files an asset's description names as one film. */
final class AssetFilm {
  private final Asset asset;
  private final Path folder;
  private final Map<String, MappedFile> files = new HashMap<>();
  private final Map<String, Movie> movies = new HashMap<>();

  private AssetFilm(Asset asset, Path folder) {
    this.asset = asset;
    this.folder = folder;
  }

  /** Names of all media files the description names. */
  static Set<String> files(Asset asset) {
    Set<String> files = new TreeSet<>();
    if (asset.recording() != null) {
      files.addAll(asset.recording().files());
    }
    asset.renditions().forEach(rendition -> files.add(rendition.file()));
    asset.audios().stream().filter(a -> a.file() != null).forEach(a -> files.add(a.file()));
    return files;
  }

  static StoredFilm read(Asset asset, Path folder) throws IOException, ContentException {
    return new AssetFilm(asset, folder).read();
  }

  private StoredFilm read() throws IOException, ContentException {
    StoredFilm.Builder film = new StoredFilm.Builder(asset.id());
    for (String file : files(asset)) {
      files.put(file, MappedFile.open(folder.resolve(file)));
      movies.put(file, MovieReader.read(files.get(file)));
    }
    for (Asset.Rendition rendition : asset.renditions()) {
      MovieTrack track =
          pick(rendition.file(), movies.get(rendition.file()).videos(), 0, "picture track");
      film.add(
          files.get(rendition.file()),
          track,
          new StoredTrack.Known(rendition.video().bitrate(), rendition.video().maxNal()),
          null);
    }
    for (Asset.Audio audio : asset.audios()) {
      String file = audio.file() == null ? asset.file() : audio.file();
      MovieTrack track = pick(file, movies.get(file).audios(), audio.track(), "sound track");
      film.add(files.get(file), track, StoredTrack.Known.NOTHING, audio.language());
    }
    return film.build();
  }

  private static MovieTrack pick(String file, List<MovieTrack> tracks, int index, String what)
      throws ContentException {
    if (index >= tracks.size()) {
      throw new ContentException(file, 0, "there is no " + what + " " + index);
    }
    return tracks.get(index);
  }
}
