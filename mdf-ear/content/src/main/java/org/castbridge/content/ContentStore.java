/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.castbridge.content.recording.RecordedFilm;
import org.castbridge.media.film.FilmSource;

/**
 * The folder of assets: {@code <dir>/<id>/asset.json}, the media file and the poster beside it.
 * Reads it afresh at every call, so what the ingest adds is there at once; films already opened
 * stay readable when they are replaced or removed. Thread-safe.
 */
public final class ContentStore {
  private static final int MAX_ASSET_JSON = 64 * 1024;

  private final Path dir;
  private final Map<String, OpenFilm> films = new ConcurrentHashMap<>();

  /** An index kept for the next viewer, and the files it was made from. */
  private record OpenFilm(Map<String, FileState> files, SoftReference<OpenedFilm> film) {}

  /** What tells whether a file is still the same. */
  private record FileState(Object key, FileTime modified, long size) {
    static FileState of(Path file) throws IOException {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileState(is.fileKey(), is.lastModifiedTime(), is.size());
    }
  }

  /**
   * @param assets ordered by id
   * @param broken folders whose asset.json could not be used, and why
   */
  public record Listing(List<Asset> assets, Map<String, Exception> broken) {}

  /** The folder need not exist yet: then the store is empty. */
  public ContentStore(Path dir) {
    this.dir = dir;
  }

  public Path directory() {
    return dir;
  }

  /** Everything in the store. Names that are no ids (unfinished ingests) are passed over. */
  public Listing list() throws IOException {
    List<Asset> assets = new ArrayList<>();
    Map<String, Exception> broken = new TreeMap<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(dir)) {
      for (Path folder : folders) {
        String id = String.valueOf(folder.getFileName());
        if (Asset.isId(id)) {
          try {
            find(id).ifPresent(assets::add);
          } catch (ContentException | IOException e) {
            broken.put(id, e);
          }
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new Listing(List.of(), Map.of());
    }
    assets.sort(Comparator.comparing(Asset::id));
    return new Listing(List.copyOf(assets), Map.copyOf(broken));
  }

  /**
   * Looks one asset up. The id may come from the network: whatever is no id is not found.
   *
   * @throws ContentException if its asset.json cannot be used
   */
  public Optional<Asset> find(String id) throws IOException, ContentException {
    if (!Asset.isId(id)) {
      return Optional.empty();
    }
    Path json = dir.resolve(id).resolve(AssetJson.FILE_NAME);
    byte[] bytes;
    try {
      if (Files.size(json) > MAX_ASSET_JSON) {
        throw new ContentException(id + "/" + AssetJson.FILE_NAME, 0, "the file is too large");
      }
      bytes = Files.readAllBytes(json);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Asset asset = AssetJson.read(bytes);
    if (!asset.id().equals(id)) {
      throw new ContentException(
          id + "/" + AssetJson.FILE_NAME, 0, "it is about " + asset.id() + ", not " + id);
    }
    return Optional.of(asset);
  }

  /** The poster's file, which may be missing. */
  public Path poster(Asset asset) {
    return dir.resolve(asset.id()).resolve(asset.poster());
  }

  /**
   * Opens a film for one viewer; the index is shared between viewers of the same files.
   *
   * @throws ContentException if a media file is damaged, or not what the description says
   */
  public FilmSource open(Asset asset) throws IOException, ContentException {
    Map<String, FileState> files = new TreeMap<>();
    for (String name : AssetFilm.files(asset)) {
      files.put(name, FileState.of(dir.resolve(asset.id()).resolve(name)));
    }
    OpenFilm known = films.get(asset.id());
    OpenedFilm film = known != null && known.files().equals(files) ? known.film().get() : null;
    if (film == null) {
      Path folder = dir.resolve(asset.id());
      film =
          asset.recording() == null
              ? AssetFilm.read(asset, folder)
              : RecordedFilm.read(asset, folder);
      films.put(asset.id(), new OpenFilm(files, new SoftReference<>(film)));
    }
    return film.open();
  }
}
