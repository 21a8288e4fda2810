/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.feed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.castbridge.content.ContentException;
import org.castbridge.content.StoredFilm;
import org.castbridge.content.container.MappedFile;
import org.castbridge.content.recording.ChannelRing;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;

/**
 * Records a clip over and over into a channel's ring, as if it had been on air up to now: with the
 * server's own recorder, only faster, before the server is started.
 */
public final class PastHour {
  private final FilmSource film;
  private final long roundUs;

  public PastHour(Path clip) throws IOException {
    try {
      film = StoredFilm.read("past", MappedFile.open(clip)).open();
    } catch (ContentException e) {
      throw new IOException(clip + " cannot be read: " + e.getMessage(), e);
    }
    roundUs = film.info().durationUs();
  }

  /**
   * @param ring the channel's folder of time shift; what is in it is deleted
   * @param endUs UTC of the end in microseconds
   */
  public void record(Path ring, String channel, long lengthUs, long endUs) throws IOException {
    FilmInfo info = film.info();
    clear(ring);
    try (film;
        ChannelRing recorder =
            ChannelRing.open(
                ring, channel, info.videos(), info.audios(), 2 * lengthUs, PastHour::trouble)) {
      long rounds = lengthUs / roundUs;
      for (long round = 0; round < rounds; round++) {
        round(recorder, endUs - (rounds - round) * roundUs);
      }
    }
  }

  private static void clear(Path ring) throws IOException {
    if (Files.isDirectory(ring)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(ring)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }

  private void round(ChannelRing recorder, long fromUs) {
    film.seek(0);
    for (AccessUnit unit = film.next(); unit != null; unit = film.next()) {
      if (unit.ptsUs() >= roundUs) {
        continue; // reaches into the next round
      }
      AccessUnit placed =
          new AccessUnit(unit.track(), fromUs + unit.ptsUs(), unit.sync(), unit.data());
      switch (unit.track()) {
        case VIDEO -> recorder.video(0, placed);
        case AUDIO -> recorder.audio(0, placed);
      }
    }
  }

  private static void trouble(Exception cause) {
    throw new IllegalStateException("the past could not be recorded: " + cause, cause);
  }
}
