/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.Asset;
import org.castbridge.content.ContentException;
import org.castbridge.content.OpenedFilm;
import org.castbridge.media.film.FilmSource;

/**
 * A finished recording, opened by the index beside its files: hours take no longer to open than
 * minutes, and a handful of numbers a second of memory. Film time starts at the first picture; gaps
 * of the channel are gaps in it.
 */
public final class RecordedFilm implements OpenedFilm {
  private final String id;
  private final FragmentLog log = new FragmentLog(false);
  private final Formats formats;
  private final long startUs;

  private RecordedFilm(String id, List<SegmentFile> files) throws ContentException {
    this.id = id;
    this.formats = files.get(0).formats();
    this.startUs = files.get(0).startUs();
    for (SegmentFile file : files) {
      if (file.startUs() < log.headUs()) {
        throw new ContentException(
            String.valueOf(file.path().getFileName()),
            0,
            "it starts before the file before it ends");
      }
      file.publish(log);
    }
  }

  /**
   * @param folder the asset's
   * @throws ContentException if a file is damaged
   */
  public static RecordedFilm read(Asset asset, Path folder) throws IOException, ContentException {
    return new RecordedFilm(asset.id(), files(folder, asset.recording().files()));
  }

  static List<SegmentFile> files(Path folder, List<String> names)
      throws IOException, ContentException {
    List<SegmentFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(SegmentFile.read(folder.resolve(name)));
    }
    return files;
  }

  @Override
  public FilmSource open() {
    return new FragmentCursor(id, log, startUs, formats);
  }
}
