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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.castbridge.content.Asset;
import org.castbridge.content.AssetJson;
import org.castbridge.content.ingest.IngestRefusal.Problem;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.ingest.IngestRefusal.Remedy;

/**
 * Brings a film into the store, one file or several renditions and languages: checked, prepared if
 * need be, copied into a folder nobody looks at, written through to the disk, and put in place by
 * one rename. Whatever fails, the store is as it was.
 */
public final class Ingest {
  static final String POSTER = "poster.jpg";
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

  /** One file to take in. */
  private record Part(Path from, String name, boolean soundOnly, IngestCheck.Result checked) {
    boolean good() {
      return checked.problems().isEmpty();
    }

    List<Remedy> remedies() {
      return checked.problems().stream().map(Problem::remedy).toList();
    }
  }

  /**
   * @return what is in the store now
   * @throws IngestRefusal if a file is not taken, with every reason
   * @throws IOException if the disk fails or is full
   */
  public Asset run(IngestRequest request, IngestProgress progress)
      throws IngestRefusal, IOException, InterruptedException {
    refuseBadRequest(request);
    List<Part> parts = check(request, progress);
    Files.createDirectories(store);
    removeAbandoned();
    // not createTempDirectory, which would keep the folder from everybody but its owner
    Path folder = Files.createDirectory(store.resolve(UNFINISHED + UUID.randomUUID()));
    try {
      for (Part part : parts) {
        if (part.good()) {
          copy(part.from(), folder.resolve(part.name()), progress);
        } else {
          prepare(part, folder.resolve(part.name()), request.profile(), progress);
        }
      }
      Asset asset = new AssetDescription(request, folder).describe(names(parts));
      poster(request, asset, folder.resolve(asset.file()), folder.resolve(POSTER));
      Files.write(folder.resolve(AssetJson.FILE_NAME), AssetJson.write(asset));
      putInPlace(folder, request);
      return asset;
    } finally {
      deleteFolder(folder);
    }
  }

  private static List<AssetDescription.Part> names(List<Part> parts) {
    return parts.stream()
        .map(part -> new AssetDescription.Part(part.name(), part.soundOnly()))
        .toList();
  }

  /** Looks at every file before anything is written. */
  private static List<Part> check(IngestRequest request, IngestProgress progress)
      throws IngestRefusal, IOException {
    List<Part> parts = new ArrayList<>();
    progress.at(IngestProgress.Stage.CHECK, 0);
    int files = 1 + request.renditions().size() + request.sounds().size();
    addPart(parts, request.file(), false, request);
    for (Path rendition : request.renditions()) {
      progress.at(IngestProgress.Stage.CHECK, (double) parts.size() / files);
      addPart(parts, rendition, false, request);
    }
    for (IngestRequest.Sound sound : request.sounds()) {
      progress.at(IngestProgress.Stage.CHECK, (double) parts.size() / files);
      addPart(parts, sound.file(), true, request);
    }
    progress.at(IngestProgress.Stage.CHECK, 1);
    for (Part part : parts) {
      List<String> command = command(part, suggestedName(part), request.profile());
      if (!part.good() && (command.isEmpty() || !request.prepare())) {
        throw new IngestRefusal(named(part, parts), command);
      }
    }
    return parts;
  }

  private static void addPart(List<Part> parts, Path file, boolean soundOnly, IngestRequest request)
      throws IOException {
    IngestCheck.Result checked = IngestCheck.examine(file, soundOnly, request.profile());
    int number = parts.size() + 1;
    String name = (soundOnly ? "sound" : "media") + (number == 1 ? "" : "-" + number);
    // what ffmpeg cannot put into MP4 stays in WebM
    boolean webm =
        checked.problems().isEmpty() ? checked.webm() : checked.vp8() && !encodesPicture(checked);
    parts.add(new Part(file, name + (webm ? ".webm" : ".mp4"), soundOnly, checked));
  }

  private static boolean encodesPicture(IngestCheck.Result checked) {
    return checked.problems().stream()
        .map(Problem::remedy)
        .anyMatch(remedy -> remedy == Remedy.ENCODE_PICTURE || remedy == Remedy.ENCODE_BOTH);
  }

  /** With several files the problems say which one they are of. */
  private static List<Problem> named(Part part, List<Part> parts) {
    return parts.size() == 1
        ? part.checked().problems()
        : part.checked().problems().stream()
            .map(p -> new Problem(p.reason(), part.from() + ": " + p.message(), p.remedy()))
            .toList();
  }

  private void refuseBadRequest(IngestRequest request) throws IngestRefusal {
    if (!Asset.isId(request.id())) {
      throw new IngestRefusal(
          Reason.STORE, "the id \"" + request.id() + "\" must be 1 to 64 of a-z, 0-9 and -");
    }
    List<Path> files = new ArrayList<>(List.of(request.file()));
    files.addAll(request.renditions());
    request.sounds().forEach(sound -> files.add(sound.file()));
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new IngestRefusal(Reason.NOT_MEDIA, file + " is no file");
      }
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

  private static List<String> command(Part part, Path to, IngestRequest.Profile profile) {
    return part.good() || part.remedies().contains(Remedy.NONE)
        ? List.of()
        : Ffmpeg.preparation(
            part.from().toString(), to, part.remedies(), part.soundOnly(), profile);
  }

  private static Path suggestedName(Part part) {
    String name = String.valueOf(part.from().getFileName()).replaceFirst("\\.[^.]*$", "");
    String extension = part.name().substring(part.name().lastIndexOf('.'));
    return part.from().resolveSibling(name + "-prepared" + extension);
  }

  private void prepare(Part part, Path to, IngestRequest.Profile profile, IngestProgress progress)
      throws IngestRefusal, IOException, InterruptedException {
    if (ffmpeg.isEmpty()) {
      List<Problem> all =
          Stream.concat(
                  part.checked().problems().stream(),
                  Stream.of(
                      new Problem(
                          Reason.PREPARATION,
                          "the program ffmpeg, which could prepare it, is not installed",
                          Remedy.NONE)))
              .toList();
      throw new IngestRefusal(all, command(part, suggestedName(part), profile));
    }
    Optional<Long> duration = ffmpeg.get().durationUs(part.from());
    if (duration.isEmpty()) {
      throw new IngestRefusal(
          Reason.NOT_MEDIA, "the file is no film: ffmpeg cannot read it either");
    }
    List<String> absolute =
        Ffmpeg.preparation(
            part.from().toAbsolutePath().toString(),
            to.toAbsolutePath(),
            part.remedies(),
            part.soundOnly(),
            profile);
    ffmpeg.get().prepare(absolute, duration.get(), progress);
    List<Problem> left = IngestCheck.examine(to, part.soundOnly(), profile).problems();
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
