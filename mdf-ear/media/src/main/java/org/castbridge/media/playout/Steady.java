/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import org.castbridge.media.film.Track;

/**
 * Unit by unit along the clock, at normal speed or slower. After a seek the pictures from the key
 * frame to the target go ahead, their stamps a moment apart.
 */
final class Steady implements Motion {
  /** In what grows, a gap longer than this was none in the programme: nobody waits for its end. */
  private static final long GAP_NANOS = 2_000_000_000L;

  /**
   * Sound leaves with the picture before it, if it is due no later than this behind it: a wake-up
   * and a system call of its own would cost more than it is.
   */
  static final long SOUND_AHEAD_NANOS = 45_000_000L;

  /** How often what grows is looked at while it has nothing. */
  private static final long RETRY_NANOS = 40_000_000L;

  private final UnitReader reader;
  private final PlayoutLimits limits;
  private final Stamps stamps;
  private final double rate;
  private final PlayoutClock clock = new PlayoutClock();
  private final LeadIn leadIn;
  private final long endUs;
  private boolean atEnd;
  private long retryAt = Long.MIN_VALUE;
  private long nextLeadInStamp;
  private final KeyInterval keys = new KeyInterval();

  /** A picture left at this time, so sound leaves with it. */
  private long turn = Long.MIN_VALUE;

  /**
   * @param rate 1, or less: then without sound
   * @param endUs where it is over; of no meaning in what grows
   */
  Steady(
      UnitReader reader,
      LeadIn leadIn,
      double rate,
      long endUs,
      PlayoutLimits limits,
      Stamps stamps) {
    this.reader = reader;
    this.leadIn = leadIn;
    this.rate = rate;
    this.endUs = endUs;
    this.limits = limits;
    this.stamps = stamps;
    clock.setPosition(leadIn.positionUs());
  }

  double rate() {
    return rate;
  }

  /** Lays what comes next onto the monotonic clock, behind everything stamped before. */
  @Override
  public void begin(long now) {
    long start = stamps.after(now, limits.leadInStepNanos());
    nextLeadInStamp = start;
    clock.start(
        clock.positionUs(now), start + leadIn.pictures().size() * limits.leadInStepNanos(), rate);
  }

  @Override
  public DueUnit poll(long now) {
    ReadUnit picture = leadIn.pictures().poll();
    if (picture != null) {
      long stamp = nextLeadInStamp;
      nextLeadInStamp += limits.leadInStepNanos();
      return due(picture, stamp, now);
    }
    while (true) {
      ReadUnit next = peek(now);
      if (next == null) {
        return null;
      }
      if (rate != 1 && next.unit().track() == Track.AUDIO) {
        leadIn.following().remove();
        continue;
      }
      long due = clock.dueNanos(next.unit().ptsUs());
      if (due > now + GAP_NANOS && reader.growing()) {
        clock.start(next.unit().ptsUs(), stamps.after(now, limits.leadInStepNanos()), rate);
        due = clock.dueNanos(next.unit().ptsUs());
      }
      if (due > now && !leavesAhead(next, due, now)) {
        return null;
      }
      turn = next.unit().track() == Track.VIDEO ? now : turn;
      leadIn.following().remove();
      return due(next, due, now);
    }
  }

  private boolean leavesAhead(ReadUnit next, long due, long now) {
    return next.unit().track() == Track.AUDIO && turn == now && due <= now + SOUND_AHEAD_NANOS;
  }

  private DueUnit due(ReadUnit unit, long stamp, long now) {
    if (unit.unit().sync() && unit.unit().track() == Track.VIDEO) {
      keys.seen(unit.unit().ptsUs(), now);
    }
    return new DueUnit(unit, stamps.give(unit.unit().track(), stamp));
  }

  private ReadUnit peek(long now) {
    ReadUnit next = leadIn.following().peek();
    if (next != null || atEnd || now < retryAt) {
      return next;
    }
    next = reader.next();
    if (next != null) {
      leadIn.following().add(next);
    } else if (reader.growing()) {
      retryAt = now + RETRY_NANOS;
    } else {
      atEnd = true;
    }
    return next;
  }

  @Override
  public long nextWakeUp() {
    if (!leadIn.pictures().isEmpty()) {
      return Long.MIN_VALUE;
    }
    ReadUnit next = leadIn.following().peek();
    if (next != null) {
      return clock.dueNanos(next.unit().ptsUs());
    }
    return atEnd ? clock.dueNanos(endUs) : retryAt;
  }

  @Override
  public long positionUs(long now) {
    return clock.positionUs(now);
  }

  @Override
  public void stop(long now) {
    clock.stop(now);
  }

  @Override
  public boolean worthRefreshing(long now) {
    return keys.between(now);
  }

  @Override
  public boolean over(long now) {
    return atEnd && leadIn.following().isEmpty() && clock.positionUs(now) >= endUs;
  }
}
