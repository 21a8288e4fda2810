/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.ArrayList;
import java.util.List;
import org.castbridge.content.StoredFilm;
import org.castbridge.content.TestMedia;
import org.castbridge.content.container.MappedFile;
import org.castbridge.media.channel.UnitListener;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/** A file played over and over as a channel, in channel time, as fast as it is asked. */
final class TestFeed {
  /** A time of day with microseconds that divide by nothing. */
  static final long EPOCH_US = 1_790_000_000_123_457L;

  private final FilmSource film;
  private final List<AccessUnit> given = new ArrayList<>();
  private long loopUs = EPOCH_US;
  private final long[] last = new long[2];
  private long lastUs;

  TestFeed(String file) throws Exception {
    film = StoredFilm.read(file, MappedFile.open(TestMedia.file(file))).open();
  }

  List<FilmInfo.Video> videos() {
    return film.info().videos();
  }

  List<FilmInfo.Audio> audios() {
    return film.info().audios();
  }

  /** All units given so far. */
  List<AccessUnit> given() {
    return given;
  }

  List<AccessUnit> given(Track track) {
    return given.stream().filter(unit -> unit.track() == track).toList();
  }

  long lastUs() {
    return lastUs;
  }

  /** Leaves something out. */
  void skip(long us) {
    loopUs += us;
  }

  /** Starts again with a key frame at this channel time. */
  void restart(long channelUs) {
    film.seek(0);
    loopUs = channelUs;
  }

  /** Gives units for so long. */
  void feed(UnitListener to, long us) {
    long end = (lastUs == 0 ? loopUs : lastUs) + us;
    while (lastUs < end) {
      one(to);
    }
  }

  AccessUnit one(UnitListener to) {
    AccessUnit unit = film.next();
    if (unit == null) {
      film.seek(0);
      loopUs += 40_000 * Math.round(film.info().durationUs() / 40_000.0);
      unit = film.next();
    }
    AccessUnit live = new AccessUnit(unit.track(), loopUs + unit.ptsUs(), unit.sync(), unit.data());
    if (live.ptsUs() <= last[live.track().ordinal()]) {
      return one(to); // the last packet of the round before reaches into this one
    }
    last[live.track().ordinal()] = live.ptsUs();
    given.add(live);
    lastUs = Math.max(lastUs, live.ptsUs());
    if (live.track() == Track.VIDEO) {
      to.video(0, live);
    } else {
      to.audio(0, live);
    }
    return live;
  }
}
