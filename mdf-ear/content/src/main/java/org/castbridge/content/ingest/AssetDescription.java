/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.content.StoredFilm;
import org.castbridge.content.TrackIndex;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.ingest.IngestRefusal.Problem;
import org.castbridge.content.ingest.IngestRefusal.Reason;
import org.castbridge.content.ingest.IngestRefusal.Remedy;
import org.castbridge.media.film.FilmInfo;

/** Makes an asset's description out of its files, which have been checked one by one. */
final class AssetDescription {
  /**
   * How far the key frames of two renditions may be apart, microseconds: less than half a frame at
   * 50 frames a second.
   */
  static final long MAX_KEY_FRAME_SHIFT_US = 9_000;

  private final IngestRequest request;
  private final Path folder;
  private final List<Asset.Rendition> renditions = new ArrayList<>();
  private final List<Asset.Audio> audios = new ArrayList<>();
  private long durationUs;
  private TrackIndex keyFrames;

  /**
   * @param name of the file in the folder
   */
  record Part(String name, boolean soundOnly) {}

  AssetDescription(IngestRequest request, Path folder) {
    this.request = request;
    this.folder = folder;
  }

  /**
   * @throws IngestRefusal if the files do not go together, or a field of the request is wrong
   */
  Asset describe(List<Part> parts) throws IngestRefusal, IOException {
    try {
      for (int i = 0; i < parts.size(); i++) {
        add(parts.get(i), i);
      }
      return new Asset(
          request.id(),
          request.title(),
          request.synopsis(),
          Math.max(1, durationUs / 1000),
          request.servicePackage(),
          request.ageLevel(),
          request.isPublic(),
          Ingest.POSTER,
          renditions,
          audios,
          null);
    } catch (ContentException e) {
      throw new IngestRefusal(Reason.DAMAGED, "the file cannot be played: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new IngestRefusal(Reason.STORE, e.getMessage());
    }
  }

  private void add(Part part, int number) throws IngestRefusal, IOException, ContentException {
    MappedFile file = MappedFile.open(folder.resolve(part.name()));
    StoredFilm film = StoredFilm.read(request.id(), file);
    if (!part.soundOnly()) {
      durationUs = Math.max(durationUs, film.info().durationUs());
      int maxNal = IngestCheck.examine(file, false, IngestRequest.Profile.AS_NEEDED).maxNal();
      renditions.add(new Asset.Rendition(part.name(), video(film.info().video(), maxNal)));
      align(part, film.videoIndex());
    }
    if (number == 0 || part.soundOnly()) {
      List<FilmInfo.Audio> sounds = film.info().audios();
      for (int track = 0; track < sounds.size(); track++) {
        FilmInfo.Audio sound = sounds.get(track);
        audios.add(
            new Asset.Audio(
                number == 0 ? null : part.name(),
                track,
                sound.codec().encodingName().toLowerCase(Locale.ROOT),
                sound.channels(),
                track == 0 && language(number) != null ? language(number) : sound.language()));
      }
    }
  }

  /** What the request says of the language of a file's first sound. */
  private String language(int number) {
    return number == 0
        ? request.language()
        : request.sounds().get(number - 1 - request.renditions().size()).language();
  }

  private static Asset.Video video(FilmInfo.Video video, int maxNal) {
    return new Asset.Video(
        video.codec().encodingName(),
        video.profile(),
        video.width(),
        video.height(),
        Math.round(video.frameRate() * 1000) / 1000.0,
        video.bitrate(),
        maxNal);
  }

  /** A viewer changes rendition at a key frame; if there is none at the time, he would wait. */
  private void align(Part part, TrackIndex index) throws IngestRefusal {
    if (keyFrames == null) {
      keyFrames = index;
      return;
    }
    refuseMissing(part, index, keyFrames);
    refuseMissing(part, keyFrames, index);
  }

  private static void refuseMissing(Part part, TrackIndex wanted, TrackIndex there)
      throws IngestRefusal {
    for (int i = wanted.syncCeiling(0); i < wanted.count(); i = wanted.syncCeiling(i + 1)) {
      long time = wanted.time(i);
      int near = there.floor(time + MAX_KEY_FRAME_SHIFT_US);
      boolean found =
          near >= 0 && there.sync(near) && time - there.time(near) <= MAX_KEY_FRAME_SHIFT_US;
      if (!found) {
        throw new IngestRefusal(
            List.of(
                new Problem(
                    Reason.ALIGNMENT,
                    String.format(
                        Locale.ROOT,
                        "the key frames of the renditions do not fall together: %s at %.2f s",
                        part.name(),
                        time / 1e6),
                    Remedy.NONE)),
            List.of());
      }
    }
  }
}
