/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.playout;

import java.util.function.LongSupplier;
import org.castbridge.media.film.Track;

/**
 * Faster than normal or backwards: key frames alone, without sound, as many as can be watched. Ends
 * at either end of what there is.
 */
final class KeyFrames implements Motion {
  /** Eight pictures a second: more cost bandwidth and are not seen any better. */
  static final long SLOT_NANOS = 125_000_000L;

  /** Units looked at behind a key frame's place until it is found. */
  private static final int LOOK_AHEAD = 16;

  private final UnitReader reader;
  private final double rate;
  private final Stamps stamps;
  private final LongSupplier startUs;
  private final LongSupplier endUs;
  private final PlayoutClock clock = new PlayoutClock();
  private long nextSlot = Long.MIN_VALUE;
  private long shownUs = Long.MIN_VALUE;
  private boolean over;

  /**
   * @param rate 2 and more, or -2 and less
   * @param startUs the first time there is, which may move
   * @param endUs where it ends, which may move
   */
  KeyFrames(
      UnitReader reader,
      long positionUs,
      double rate,
      LongSupplier startUs,
      LongSupplier endUs,
      Stamps stamps) {
    this.reader = reader;
    this.rate = rate;
    this.startUs = startUs;
    this.endUs = endUs;
    this.stamps = stamps;
    clock.setPosition(positionUs);
  }

  @Override
  public void begin(long now) {
    nextSlot = now;
    clock.start(clock.positionUs(now), now, rate);
  }

  @Override
  public DueUnit poll(long now) {
    if (now < nextSlot || over) {
      return null;
    }
    nextSlot = now + SLOT_NANOS;
    long position = clock.positionUs(now);
    long start = startUs.getAsLong();
    over = rate > 0 ? position >= endUs.getAsLong() : position <= start;
    if (over && rate > 0) {
      return null;
    }
    long keyUs = reader.seek(Math.max(position, start));
    boolean further = shownUs == Long.MIN_VALUE || (rate > 0 ? keyUs > shownUs : keyUs < shownUs);
    ReadUnit picture = further ? picture() : null;
    if (picture == null) {
      return null;
    }
    shownUs = keyUs;
    return new DueUnit(picture, stamps.give(Track.VIDEO, stamps.after(now, 1)));
  }

  /** Sound of the same time may come first. */
  private ReadUnit picture() {
    for (int i = 0; i < LOOK_AHEAD; i++) {
      ReadUnit unit = reader.next();
      if (unit == null || unit.unit().track() == Track.VIDEO) {
        return unit;
      }
    }
    return null;
  }

  @Override
  public long nextWakeUp() {
    return nextSlot;
  }

  @Override
  public long positionUs(long now) {
    return Math.max(startUs.getAsLong(), Math.min(endUs.getAsLong(), clock.positionUs(now)));
  }

  @Override
  public void stop(long now) {
    clock.stop(now);
  }

  @Override
  public boolean over(long now) {
    return over;
  }

  boolean backwards() {
    return rate < 0;
  }
}
