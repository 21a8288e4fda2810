/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

/**
 * Maps the time stamps of a source to channel time, and rides out what sources do: late beginnings,
 * stalls, jumps, restarts, clocks that drift. Picture and sound share one mapping, so what was in
 * step stays in step. Not for several threads.
 *
 * <p>The first unit is laid on the wall clock time of its arrival. A track that jumps ahead by more
 * than {@link #JUMP_US}, goes back, or lies further than that from the wall clock gets a new
 * mapping; the other tracks follow it when their own time stamps jump. Clock drift is made up for
 * by at most {@link #SLEW_US} a second, which nobody hears.
 */
final class SourceTimeline {
  /** A longer gap in the time stamps is not one of the programme. */
  static final long JUMP_US = 2_000_000;

  /** How far the mapping is moved within a second at most. */
  static final long SLEW_US = 1_000;

  /** Units of a track are at least that far apart: less is no step of the 90 kHz clock's. */
  static final long MIN_STEP_US = 1_000;

  /** Arrival jitters; what is below is no drift. */
  private static final long DRIFT_TOLERANCE_US = 10_000;

  private static final long WINDOW_US = 1_000_000;

  /** What a unit's time stamp turned out to be. */
  enum Outcome {
    CONTINUED,
    JUMPED,
    RESTARTED
  }

  /** A straight line from source time to channel time. */
  private static final class Mapping {
    private long offsetUs;

    Mapping(long offsetUs) {
      this.offsetUs = offsetUs;
    }
  }

  /** What has been seen of one track. */
  static final class TrackTime {
    private Mapping mapping;
    private long lastSourceUs;
    private long lastChannelUs = Long.MIN_VALUE / 2;
    private Outcome outcome = Outcome.CONTINUED;

    /** Of the unit mapped last. */
    Outcome outcome() {
      return outcome;
    }
  }

  private Mapping current;
  private long newestChannelUs = Long.MIN_VALUE / 2;
  private long windowEndsUs = Long.MIN_VALUE;
  private long leastLagUs;

  /**
   * Channel time of a unit.
   *
   * @param sourceUs its time stamp
   * @param arrivalUs wall clock time at its arrival, in channel time
   */
  long map(TrackTime track, long sourceUs, long arrivalUs) {
    track.outcome = Outcome.CONTINUED;
    if (current == null) {
      current = new Mapping(arrivalUs - sourceUs);
    }
    if (track.mapping == null) {
      adopt(track, sourceUs, arrivalUs);
    } else if (!continues(track, sourceUs, arrivalUs)) {
      track.outcome = sourceUs <= track.lastSourceUs ? Outcome.RESTARTED : Outcome.JUMPED;
      adopt(track, sourceUs, arrivalUs);
    }
    track.lastSourceUs = sourceUs;
    long mapped = sourceUs + track.mapping.offsetUs;
    measure(track, mapped, arrivalUs);
    track.lastChannelUs = Math.max(mapped, track.lastChannelUs + MIN_STEP_US);
    newestChannelUs = Math.max(newestChannelUs, track.lastChannelUs);
    return track.lastChannelUs;
  }

  private static boolean continues(TrackTime track, long sourceUs, long arrivalUs) {
    long step = sourceUs - track.lastSourceUs;
    return step > 0 && step <= JUMP_US && plausible(track.mapping, sourceUs, arrivalUs);
  }

  private static boolean plausible(Mapping mapping, long sourceUs, long arrivalUs) {
    return Math.abs(sourceUs + mapping.offsetUs - arrivalUs) <= JUMP_US;
  }

  /** The track goes over to the newest mapping if it fits, else it brings a new one. */
  private void adopt(TrackTime track, long sourceUs, long arrivalUs) {
    boolean fits =
        plausible(current, sourceUs, arrivalUs)
            && (track.mapping != current || sourceUs + current.offsetUs > track.lastChannelUs);
    if (!fits) {
      // not before what has been sent: nothing there would be told from what is shown already
      long start =
          Math.max(arrivalUs, Math.min(newestChannelUs, arrivalUs + JUMP_US) + MIN_STEP_US);
      current = new Mapping(start - sourceUs);
      windowEndsUs = Long.MIN_VALUE;
    }
    track.mapping = current;
  }

  /** The least lag within a window is free of jitter: what is left of it is drift. */
  private void measure(TrackTime track, long mappedUs, long arrivalUs) {
    if (track.mapping != current) {
      return;
    }
    long lag = arrivalUs - mappedUs;
    if (windowEndsUs == Long.MIN_VALUE) {
      windowEndsUs = arrivalUs + WINDOW_US;
      leastLagUs = lag;
    } else if (arrivalUs >= windowEndsUs) {
      if (Math.abs(leastLagUs) > DRIFT_TOLERANCE_US) {
        current.offsetUs += Math.max(-SLEW_US, Math.min(SLEW_US, leastLagUs));
      }
      windowEndsUs = arrivalUs + WINDOW_US;
      leastLagUs = lag;
    } else {
      leastLagUs = Math.min(leastLagUs, lag);
    }
  }
}
