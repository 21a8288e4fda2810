/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castbridge.mdf.rar.ChannelInputSpec;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmInfo;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.film.Track;

/**
 * Plays stored films as live television: one after the other and over again, each unit at its time,
 * without a gap between films. The place in the loop follows from the time of day.
 */
final class PlayoutInput implements ChannelInput {
  /** So far behind, the machine has slept: what was missed is not made up for. */
  private static final long TOO_LATE_NANOS = 1_000_000_000L;

  private static final long RETRY_NANOS = 5_000_000_000L;

  private final PlayoutSchedule schedule;
  private final LiveChannel channel;
  private Future<?> wakeUp;
  private FilmSource film;
  private AccessUnit next;

  /** Source time of the film's beginning, and its end relative to that. */
  private long filmStartUs;

  private long filmLengthUs;

  /** Monotonic time of source time 0. */
  private long originNanos;

  private int item = -1;
  private long failedAt = Long.MIN_VALUE / 2;
  private boolean stopped;
  private volatile String playing;
  private volatile long lateStarts;
  private volatile long films;

  PlayoutInput(ChannelInputSpec.Playout spec, LiveChannel channel) {
    this.schedule = new PlayoutSchedule(spec.items());
    this.channel = channel;
  }

  @Override
  public void start() {
    try {
      schedule.measure();
    } catch (PlayoutSchedule.Refusal e) {
      fail(e.getMessage());
      return;
    }
    channel.set(this, null);
    long nowUs = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    long inLoopUs = Math.floorMod(nowUs, schedule.lengthUs());
    PlayoutSchedule.Place place = schedule.at(inLoopUs);
    filmStartUs = 0;
    originNanos = channel.now();
    if (open(place.item())) {
      // so that the loop's place is now; what lies before the key frame is not sent
      long from = film.seek(place.offsetUs());
      originNanos -= from * 1_000;
      next = film.next();
      run();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private boolean open(int number) {
    closeFilm();
    try {
      film = schedule.open(number);
    } catch (PlayoutSchedule.Refusal e) {
      fail(e.getMessage());
      return false;
    }
    item = number;
    filmLengthUs = schedule.lengthUs(number);
    playing = schedule.id(number);
    films++;
    FilmInfo info = film.info();
    if (info.video() != null) {
      channel.videoFormat(info.video());
    }
    if (info.audio() != null) {
      channel.audioFormat(0, info.audio());
    }
    return true;
  }

  private void run() {
    wakeUp = null;
    try {
      long now = channel.now();
      while (!stopped && film != null) {
        // beyond the last picture there is at most sound, and the next film's begins there
        if (next == null || next.ptsUs() >= filmLengthUs) {
          if (!turn()) {
            return;
          }
          continue;
        }
        long due = originNanos + (filmStartUs + next.ptsUs()) * 1_000;
        if (due > now) {
          wakeUp = channel.loop().schedule(this::run, due - now, TimeUnit.NANOSECONDS);
          return;
        }
        catchUp(now - due);
        emit(next);
        next = film.next();
      }
    } catch (RuntimeException e) { // the disk, or a film that is not what it said
      fail("The film " + playing + " cannot be read: " + e.getMessage());
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void catchUp(long lateNanos) {
    if (lateNanos > TOO_LATE_NANOS) {
      originNanos += lateNanos;
      lateStarts++;
    }
  }

  /** Goes on to the next film, whose first picture follows our last one as pictures do. */
  private boolean turn() {
    filmStartUs += filmLengthUs;
    if (!open((item + 1) % schedule.size())) {
      return false;
    }
    next = film.next();
    if (next == null) {
      fail("The film " + playing + " is empty.");
    }
    return next != null;
  }

  private void emit(AccessUnit unit) {
    AccessUnit placed =
        new AccessUnit(unit.track(), filmStartUs + unit.ptsUs(), unit.sync(), unit.data());
    if (unit.track() == Track.VIDEO) {
      channel.video(placed);
    } else {
      channel.audio(0, placed);
    }
  }

  private void fail(String sentence) {
    closeFilm();
    failedAt = channel.now();
    playing = null;
    channel.set(this, sentence);
  }

  private void closeFilm() {
    if (film != null) {
      film.close();
      film = null;
      next = null;
    }
  }

  @Override
  public void check(long silentNanos) {
    if (film == null && !stopped && channel.now() - failedAt >= RETRY_NANOS) {
      start();
    }
  }

  @Override
  public void stop() {
    stopped = true;
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    closeFilm();
  }

  @Override
  public void count(Map<String, Long> figures) {
    figures.put("films", films);
    figures.put("lateStarts", lateStarts);
  }

  @Override
  public String playing() {
    return playing;
  }
}
