/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.Objects;
import org.castbridge.media.film.AccessUnit;
import org.castbridge.media.film.FilmReadException;
import org.castbridge.media.film.FilmSource;
import org.castbridge.media.playout.PlayoutState.Phase;

/**
 * Plays one film for one viewer: takes commands, reads the source, and releases each access unit
 * when it is due. Not for several threads; time is an argument and never goes back.
 *
 * <p>Released units carry a stamp on the monotonic clock. Stamps run on through pauses and seeks,
 * so that the viewer receives one continuous stream with silence in it, as from a live sender.
 */
public final class Playout {
  private final FilmSource source;
  private final PlayoutLimits limits;
  private final long durationUs;
  private final PlayoutClock clock = new PlayoutClock();
  private LeadIn leadIn = LeadIn.none(0);
  private Phase phase = Phase.READY;
  private boolean open;

  /** Playing was asked for, but the clock does not run yet: the way to the viewer is not open. */
  private boolean waiting;

  private boolean refresh;
  private boolean sourceAtEnd;
  private long nextLeadInStamp;
  private long lastStamp = Long.MIN_VALUE;

  public Playout(FilmSource source, PlayoutLimits limits) {
    this.source = Objects.requireNonNull(source);
    this.limits = Objects.requireNonNull(limits);
    this.durationUs = source.info().durationUs();
  }

  /**
   * From now on units can reach the viewer: if playing was asked for, the film starts now.
   * Idempotent.
   */
  public void open(long now) {
    open = true;
    if (waiting) {
      begin(now);
    }
  }

  /**
   * Plays, from a position or from where it stands.
   *
   * @param positionUs film time to go to; null to resume. A position shown by the last picture is
   *     allowed: the film ends soon after.
   * @param scale 1.0
   * @throws PlayoutException if that cannot be done; nothing has changed then
   * @throws FilmReadException if the film cannot be read there
   */
  public void play(Long positionUs, double scale, long now) throws PlayoutException {
    check(positionUs, scale);
    if (positionUs != null) {
      seek(positionUs);
    } else if (phase == Phase.READY) {
      seek(0);
    } else if (phase == Phase.PLAYING) {
      return;
    } else if (refresh) {
      seek(clock.positionUs(now));
    }
    phase = Phase.PLAYING;
    waiting = true;
    if (open) {
      begin(now);
    }
  }

  private void check(Long positionUs, double scale) throws PlayoutException {
    if (scale != 1.0) {
      throw new PlayoutException(
          PlayoutException.Kind.UNSUPPORTED_SCALE,
          "the film plays at scale 1.0 only, not at " + scale);
    }
    if (positionUs != null && (positionUs < 0 || positionUs > durationUs)) {
      throw new PlayoutException(
          PlayoutException.Kind.BAD_RANGE,
          "position "
              + positionUs / 1e6
              + " s is outside the film, 0 to "
              + durationUs / 1e6
              + " s");
    }
    if (positionUs == null && phase == Phase.ENDED) {
      throw new PlayoutException(
          PlayoutException.Kind.ENDED, "the film is at its end; it plays again from a position");
    }
  }

  private void seek(long targetUs) {
    leadIn = LeadIn.read(source, targetUs, limits);
    clock.setPosition(leadIn.positionUs());
    sourceAtEnd = false;
    refresh = false;
  }

  /** Lays the film's next part onto the monotonic clock, behind everything stamped before. */
  private void begin(long now) {
    waiting = false;
    long start =
        lastStamp == Long.MIN_VALUE ? now : Math.max(now, lastStamp + limits.leadInStepNanos());
    nextLeadInStamp = start;
    clock.start(clock.positionUs(now), start + leadIn.pictures().size() * limits.leadInStepNanos());
  }

  /** Stands still. Without effect unless playing. */
  public void pause(long now) {
    if (phase == Phase.PLAYING) {
      clock.stop(now);
      waiting = false;
      phase = Phase.PAUSED;
    }
  }

  /**
   * The viewer has lost pictures for good. While playing, the next key frame heals that by itself;
   * if it stands still, it will resume from a key frame.
   */
  public void refreshOnResume() {
    refresh = phase == Phase.PAUSED;
  }

  /**
   * The next unit that is due, null if there is none now. Call until null; then {@link
   * #nextWakeUp()} is right, and the phase has become ENDED if the film is over.
   *
   * @throws FilmReadException if the film cannot be read any further
   */
  public DueUnit poll(long now) {
    if (phase != Phase.PLAYING || waiting) {
      return null;
    }
    AccessUnit picture = leadIn.pictures().poll();
    if (picture != null) {
      long stamp = nextLeadInStamp;
      nextLeadInStamp += limits.leadInStepNanos();
      return released(picture, stamp);
    }
    AccessUnit next = peek();
    if (next == null) {
      endIfOver(now);
      return null;
    }
    long due = clock.dueNanos(next.ptsUs());
    if (due > now) {
      return null;
    }
    leadIn.following().remove();
    return released(next, due);
  }

  private AccessUnit peek() {
    AccessUnit next = leadIn.following().peek();
    if (next == null && !sourceAtEnd) {
      next = source.next();
      sourceAtEnd = next == null;
      if (next != null) {
        leadIn.following().add(next);
      }
    }
    return next;
  }

  private DueUnit released(AccessUnit unit, long stamp) {
    lastStamp = Math.max(lastStamp, stamp);
    return new DueUnit(unit, stamp);
  }

  private void endIfOver(long now) {
    if (clock.positionUs(now) >= durationUs) {
      clock.setPosition(durationUs);
      phase = Phase.ENDED;
    }
  }

  /** When the next unit is due or the film ends; {@link Long#MAX_VALUE} while nothing moves. */
  public long nextWakeUp() {
    if (phase != Phase.PLAYING || waiting) {
      return Long.MAX_VALUE;
    }
    AccessUnit next =
        leadIn.pictures().isEmpty() ? leadIn.following().peek() : leadIn.pictures().peek();
    return clock.dueNanos(next == null ? durationUs : next.ptsUs());
  }

  public Phase phase() {
    return phase;
  }

  /** Film time shown now, microseconds. */
  public long positionUs(long now) {
    return Math.min(clock.positionUs(now), durationUs);
  }

  public long durationUs() {
    return durationUs;
  }
}
