/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.channel.Channel;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.PacketisedUnit;

/**
 * A channel as it comes in. Begins with the newest key frame at once; the pictures from there to
 * the live edge follow at twice the speed, so that the burst has twice the channel's rate and
 * arrives as its time stamps say; sound is that of the live edge from the start.
 */
final class LiveEdge implements Motion {
  /** How much faster than normal a viewer is led up to the live edge. */
  private static final int CATCH_UP = 2;

  private static final long MAX_AGE_NANOS = 200_000_000L;

  /**
   * Sound waits for the next picture to leave with it, as it costs a wake-up and a system call of
   * its own otherwise; not longer than this, a little more than from one picture to the next.
   */
  static final long SOUND_WAITS_NANOS = 45_000_000L;

  /** Of a channel watched without its picture. */
  private static final long SOUND_ALONE_NANOS = 20_000_000L;

  private final Channel channel;
  private final LogReader log;
  private final PlayoutLimits limits;
  private final Stamps stamps;

  /** The line of channel time: this stamp belongs to this time. */
  private long lineNanos;

  private long lineUs;

  /** The steeper line of catching up; where it meets the other one it is over. */
  private long catchUpFromUs;

  private long catchUpFromNanos;

  /** How far the stamps given before were ahead of time. */
  private long aheadNanos;

  private boolean catchingUp;
  private final KeyInterval keys = new KeyInterval();
  private long heldUntil = Long.MAX_VALUE;

  /** A picture left at this time, so sound leaves with it. */
  private long turn = Long.MIN_VALUE;

  /** Sound waits no longer than to here. */
  private long soundBy = Long.MIN_VALUE;

  private long stoppedAtUs;
  private boolean stopped;

  LiveEdge(Channel channel, LogReader log, PlayoutLimits limits, Stamps stamps) {
    this.channel = channel;
    this.log = log;
    this.limits = limits;
    this.stamps = stamps;
  }

  @Override
  public void begin(long now) {
    stopped = false;
    log.join();
    catchUpFromNanos = stamps.after(now, limits.leadInStepNanos());
    PacketisedUnit key = log.peekVideo();
    lineUs = log.newestUs(channel.nowUs(now));
    // not laid behind what was stamped before, only led in from there: or stamps would run ahead of
    // time a little more with each zap
    lineNanos = now - ageNanos(now);
    aheadNanos = catchUpFromNanos - now;
    catchingUp = key != null;
    catchUpFromUs = key == null ? lineUs : key.ptsUs();
  }

  /** How long ago the newest unit came, unless the source has stalled or runs ahead. */
  private long ageNanos(long now) {
    long age = now - channel.nanosOf(lineUs);
    return age < 0 || age > MAX_AGE_NANOS ? 0 : age;
  }

  @Override
  public DueUnit poll(long now) {
    heldUntil = Long.MAX_VALUE;
    if (stopped) {
      return null;
    }
    DueUnit picture = pollVideo(now);
    if (picture != null || !log.pictures() || now >= soundBy) {
      turn = now;
      soundBy = now + (log.pictures() ? SOUND_WAITS_NANOS : SOUND_ALONE_NANOS);
    }
    return picture != null || turn != now ? picture : pollAudio();
  }

  private DueUnit pollVideo(long now) {
    PacketisedUnit next = log.peekVideo();
    if (next == null) {
      return null;
    }
    long due = log.videoPublishedAt() + limits.phaseNanos();
    if (due > now) {
      heldUntil = due;
      return null;
    }
    long stamp = line(next.ptsUs());
    if (catchingUp) {
      long early = catchUpFromNanos + (next.ptsUs() - catchUpFromUs) * (1000 / CATCH_UP);
      catchingUp = early > stamp;
      if (catchingUp && early - aheadNanos > now) {
        heldUntil = early - aheadNanos;
        return null;
      }
      stamp = Math.max(early, stamp);
    }
    if (next.sync()) {
      keys.seen(next.ptsUs(), now);
    }
    return new DueUnit(log.takeVideo(), stamps.give(Track.VIDEO, stamp));
  }

  private DueUnit pollAudio() {
    for (PacketisedUnit next = log.peekAudio(); next != null; next = log.peekAudio()) {
      long stamp = line(next.ptsUs());
      ReadUnit unit = log.takeAudio();
      if (stamps.rises(Track.AUDIO, stamp)) {
        return new DueUnit(unit, stamps.give(Track.AUDIO, stamp));
      }
      // from before what the viewer has heard of the last programme
    }
    return null;
  }

  private long line(long ptsUs) {
    return lineNanos + (ptsUs - lineUs) * 1000;
  }

  @Override
  public boolean worthRefreshing(long now) {
    return keys.between(now) && !catchingUp;
  }

  @Override
  public long nextWakeUp() {
    return stopped ? Long.MAX_VALUE : Math.min(heldUntil, soundBy);
  }

  @Override
  public long positionUs(long now) {
    return stopped ? stoppedAtUs : channel.nowUs(now);
  }

  @Override
  public void stop(long now) {
    PacketisedUnit next = log.peekVideo();
    if (next == null) {
      next = log.peekAudio();
    }
    stoppedAtUs =
        next == null
            ? Math.min(channel.nowUs(now), log.newestUs(channel.nowUs(now)) + 1)
            : next.ptsUs();
    stopped = true;
  }

  @Override
  public boolean over(long now) {
    return false;
  }
}
