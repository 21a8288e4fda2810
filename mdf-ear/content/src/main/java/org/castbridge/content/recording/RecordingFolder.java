/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.castbridge.content.Asset;
import org.castbridge.content.AssetJson;
import org.castbridge.content.ContentException;
import org.castbridge.content.ingest.PlainPoster;
import org.castbridge.media.film.FilmInfo;

/**
 * The folder of a recording that is not yet an asset: {@code .recording-<id>} in the store, where
 * nobody looks for films, locked by the process that records into it.
 */
final class RecordingFolder implements AutoCloseable {
  private static final String PREFIX = ".recording-";
  private static final String POSTER = "poster.jpg";
  private static final int MAX_FILES = 10_000;

  private final Path store;
  private final Path folder;
  private final RecordingRequest request;
  private final FileChannel lock;

  private RecordingFolder(Path store, Path folder, RecordingRequest request, FileChannel lock) {
    this.store = store;
    this.folder = folder;
    this.request = request;
    this.lock = lock;
  }

  /**
   * @throws FileAlreadyExistsException if there is an asset or a recording of that id
   */
  static RecordingFolder create(Path store, RecordingRequest request) throws IOException {
    Files.createDirectories(store);
    if (Files.exists(store.resolve(request.id()))) {
      throw new FileAlreadyExistsException(request.id(), null, "there is such an asset already");
    }
    Path folder = Files.createDirectory(store.resolve(PREFIX + request.id()));
    FileChannel lock = lock(folder);
    if (lock == null) {
      throw new FileAlreadyExistsException(request.id(), null, "it is being recorded already");
    }
    Path json = folder.resolve(RecordingRequest.FILE_NAME);
    Files.write(json, request.toJson());
    force(json);
    SegmentWriter.syncFolder(folder);
    SegmentWriter.syncFolder(store);
    return new RecordingFolder(store, folder, request, lock);
  }

  /** Those nobody records into any more; what cannot be made sense of is reported and left. */
  static List<RecordingFolder> abandoned(Path store, RecordingTrouble trouble) throws IOException {
    List<RecordingFolder> found = new ArrayList<>();
    if (!Files.isDirectory(store)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(store, PREFIX + "*")) {
      for (Path folder : folders) {
        FileChannel lock = lock(folder);
        if (lock == null) {
          continue;
        }
        try {
          byte[] json = Files.readAllBytes(folder.resolve(RecordingRequest.FILE_NAME));
          found.add(new RecordingFolder(store, folder, RecordingRequest.ofJson(json), lock));
        } catch (IOException | ContentException e) {
          lock.close();
          trouble.failed(e);
        }
      }
    }
    return found;
  }

  /** Null if somebody has it. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close(); // this process itself
      return null;
    }
    channel.close();
    return null;
  }

  /** The file of the n-th segment, from 1. */
  Path file(int number) {
    return folder.resolve(number == 1 ? "media.mp4" : "media-" + number + ".mp4");
  }

  RecordingRequest request() {
    return request;
  }

  /**
   * Makes an asset of it: torn tails cut off, described, put in place by one rename.
   *
   * @throws ContentException if nothing was recorded; then the folder is gone
   */
  Asset complete() throws IOException, ContentException {
    List<SegmentFile> files = new ArrayList<>();
    for (int i = 1; i < MAX_FILES && Files.exists(file(i)); i++) {
      try {
        files.add(SegmentFile.read(file(i)));
      } catch (ContentException e) {
        Files.delete(file(i)); // killed before its first fragment
      }
    }
    if (files.isEmpty()) {
      delete();
      throw new ContentException("", 0, "nothing was recorded of " + request.id());
    }
    for (SegmentFile file : files) {
      file.repair();
    }
    Path place = freePlace();
    Asset asset = describe(String.valueOf(place.getFileName()), files);
    PlainPoster.write(asset.id(), folder.resolve(POSTER));
    Files.write(folder.resolve(AssetJson.FILE_NAME), AssetJson.write(asset));
    force(folder.resolve(POSTER));
    force(folder.resolve(AssetJson.FILE_NAME));
    SegmentWriter.syncFolder(folder);
    lock.close();
    Files.deleteIfExists(folder.resolve(".lock"));
    Files.deleteIfExists(folder.resolve(RecordingRequest.FILE_NAME));
    Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
    SegmentWriter.syncFolder(store);
    return asset;
  }

  /** The id's folder, or one with a number behind if an asset took it in the meantime. */
  private Path freePlace() {
    Path place = store.resolve(request.id());
    for (int i = 2; Files.exists(place); i++) {
      String suffix = "-" + i;
      String id = request.id();
      int length = Math.min(id.length(), 64 - suffix.length());
      place = store.resolve(id.substring(0, length) + suffix);
    }
    return place;
  }

  private Asset describe(String id, List<SegmentFile> files) {
    FragmentLog log = new FragmentLog(false);
    files.forEach(file -> file.publish(log));
    SegmentFile first = files.get(0);
    List<Asset.Rendition> renditions = new ArrayList<>();
    String file = String.valueOf(first.path().getFileName());
    for (FilmInfo.Video video : first.formats().videos()) {
      renditions.add(
          new Asset.Rendition(
              file,
              new Asset.Video(
                  video.codec().encodingName(),
                  video.profile(),
                  video.width(),
                  video.height(),
                  Math.round(video.frameRate() * 1000) / 1000.0,
                  video.bitrate(),
                  0)));
    }
    List<Asset.Audio> audios = new ArrayList<>();
    for (FilmInfo.Audio audio : first.formats().audios()) {
      String codec = audio.codec().encodingName().toLowerCase(Locale.ROOT);
      audios.add(new Asset.Audio(null, audios.size(), codec, audio.channels(), audio.language()));
    }
    return new Asset(
        id,
        request.title(),
        request.synopsis(),
        Math.max(1, (log.headUs() - first.startUs()) / 1000),
        request.servicePackage(),
        request.ageLevel(),
        request.isPublic(),
        POSTER,
        renditions,
        audios,
        new Asset.Recording(
            request.channel(),
            first.startUs(),
            files.stream().map(f -> String.valueOf(f.path().getFileName())).toList()));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Removes all of it. */
  void delete() throws IOException {
    lock.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
