/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.castbridge.content.Asset;
import org.castbridge.content.AssetJson;
import org.castbridge.content.ContentException;
import org.castbridge.content.Mp4Film;
import org.castbridge.content.ingest.IngestRefusal.Problem;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.mp4.MappedFile;
import org.castbridge.media.film.FilmInfo;

/**
 * Brings one file into the store: checked, prepared if need be, copied into a folder nobody looks
 * at, written through to the disk, and put in place by one rename. Whatever fails, the store is as
 * it was.
 */
public final class Ingest {
  private static final String MEDIA = "media.mp4";
  private static final String POSTER = "poster.jpg";
  private static final String UNFINISHED = ".ingest-";

  private final Path store;
  private final Optional<Ffmpeg> ffmpeg;

  /**
   * @param store the content folder; made if it is not there
   */
  public Ingest(Path store) {
    this(store, Ffmpeg.onPath());
  }

  Ingest(Path store, Optional<Ffmpeg> ffmpeg) {
    this.store = store;
    this.ffmpeg = ffmpeg;
  }

  /**
   * @return what is in the store now
   * @throws IngestRefusal if the file is not taken, with every reason
   * @throws IOException if the disk fails or is full
   */
  public Asset run(IngestRequest request, IngestProgress progress)
      throws IngestRefusal, IOException, InterruptedException {
    refuseBadRequest(request);
    progress.at(IngestProgress.Stage.CHECK, 0);
    List<Problem> problems = IngestCheck.check(request.file());
    progress.at(IngestProgress.Stage.CHECK, 1);
    List<String> command = command(request.file(), suggestedName(request.file()), problems);
    if (!problems.isEmpty() && (command.isEmpty() || !request.prepare())) {
      throw new IngestRefusal(problems, command);
    }
    Files.createDirectories(store);
    removeAbandoned();
    // not createTempDirectory, which would keep the folder from everybody but its owner
    Path folder = Files.createDirectory(store.resolve(UNFINISHED + UUID.randomUUID()));
    try {
      Path media = folder.resolve(MEDIA);
      if (problems.isEmpty()) {
        copy(request.file(), media, progress);
      } else {
        prepare(request.file(), media, problems, command, progress);
      }
      Asset asset = describe(request, media);
      poster(request, asset, media, folder.resolve(POSTER));
      Files.write(folder.resolve(AssetJson.FILE_NAME), AssetJson.write(asset));
      putInPlace(folder, request);
      return asset;
    } finally {
      deleteFolder(folder);
    }
  }

  private void refuseBadRequest(IngestRequest request) throws IngestRefusal {
    if (!Asset.isId(request.id())) {
      throw new IngestRefusal(
          Reason.STORE, "the id \"" + request.id() + "\" must be 1 to 64 of a-z, 0-9 and -");
    }
    if (!Files.isRegularFile(request.file())) {
      throw new IngestRefusal(Reason.NOT_MEDIA, request.file() + " is no file");
    }
    if (Files.exists(store.resolve(request.id())) && !request.replace()) {
      throw new IngestRefusal(
          Reason.STORE, "there is an asset " + request.id() + " already; --replace replaces it");
    }
  }

  /** What a killed ingest left behind, a day ago or longer; a running one is never that old. */
  private void removeAbandoned() throws IOException {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(store, UNFINISHED + "*")) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(yesterday)) {
          deleteFolder(folder);
        }
      }
    }
  }

  private static List<String> command(Path from, Path to, List<Problem> problems) {
    List<IngestRefusal.Remedy> remedies = problems.stream().map(Problem::remedy).toList();
    return problems.isEmpty() || remedies.contains(IngestRefusal.Remedy.NONE)
        ? List.of()
        : Ffmpeg.preparation(from, to, remedies);
  }

  private static Path suggestedName(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    return file.resolveSibling(name + "-prepared.mp4");
  }

  private void prepare(
      Path from, Path to, List<Problem> problems, List<String> command, IngestProgress progress)
      throws IngestRefusal, IOException, InterruptedException {
    if (ffmpeg.isEmpty()) {
      List<Problem> all =
          Stream.concat(
                  problems.stream(),
                  Stream.of(
                      new Problem(
                          Reason.PREPARATION,
                          "the program ffmpeg, which could prepare it, is not installed",
                          IngestRefusal.Remedy.NONE)))
              .toList();
      throw new IngestRefusal(all, command);
    }
    Optional<Long> duration = ffmpeg.get().durationUs(from);
    if (duration.isEmpty()) {
      throw new IngestRefusal(
          Reason.NOT_MEDIA, "the file is no film: ffmpeg cannot read it either");
    }
    Path source = from.toAbsolutePath();
    List<String> absolute = command(source, to.toAbsolutePath(), problems);
    ffmpeg.get().prepare(absolute, duration.get(), progress);
    List<Problem> left = IngestCheck.check(to);
    if (!left.isEmpty()) {
      throw new IngestRefusal(left, List.of());
    }
  }

  private static void copy(Path from, Path to, IngestProgress progress) throws IOException {
    long size = Math.max(1, Files.size(from));
    long done = 0;
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        done += n;
        progress.at(IngestProgress.Stage.COPY, Math.min(1.0, (double) done / size));
      }
    }
  }

  private static Asset describe(IngestRequest request, Path media)
      throws IngestRefusal, IOException {
    FilmInfo info;
    try {
      info = Mp4Film.read(request.id(), MappedFile.open(media)).info();
    } catch (ContentException e) {
      throw new IngestRefusal(Reason.DAMAGED, "the file cannot be played: " + e.getMessage());
    }
    FilmInfo.Video video = info.video();
    double frameRate = Math.round(video.frameRate() * 1000) / 1000.0;
    try {
      return new Asset(
          request.id(),
          request.title(),
          request.synopsis(),
          Math.max(1, info.durationUs() / 1000),
          request.servicePackage(),
          request.ageLevel(),
          request.isPublic(),
          MEDIA,
          POSTER,
          new Asset.Video(
              video.codec().encodingName(),
              video.profileLevelId(),
              video.width(),
              video.height(),
              frameRate),
          info.audio() == null
              ? null
              : new Asset.Audio(
                  info.audio().codec().encodingName().toLowerCase(Locale.ROOT),
                  info.audio().channels()));
    } catch (IllegalArgumentException e) {
      throw new IngestRefusal(Reason.STORE, e.getMessage());
    }
  }

  private void poster(IngestRequest request, Asset asset, Path media, Path target)
      throws IOException, InterruptedException {
    if (request.poster() != null) {
      Files.copy(request.poster(), target, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    double second = asset.durationMs() / 1000.0 / 4;
    if (ffmpeg.isEmpty() || !ffmpeg.get().poster(media, target, second)) {
      PlainPoster.write(asset.id(), target);
    }
  }

  private void putInPlace(Path folder, IngestRequest request) throws IOException, IngestRefusal {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    Path place = store.resolve(request.id());
    Path old = store.resolve(folder.getFileName() + "-old");
    boolean replaced = false;
    if (request.replace() && Files.exists(place)) {
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
      replaced = true;
    }
    try {
      Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaced) {
        Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    if (replaced) {
      deleteFolder(old);
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      return; // it was moved into place
    }
  }
}
