/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.castbridge.media.film.Track;
import org.castbridge.media.payload.PacketisedUnit;

/**
 * The last units of one track of a live channel, ready to be sent: the cache a viewer joins from
 * and repeats lost packets from. One thread publishes, any number of others read; nobody waits for
 * anybody.
 *
 * <p>Units are numbered from 0 in the order they were published. The slot of a unit is written
 * before the head moves on, both with release semantics; a reader looks at the head again after it
 * has read a slot, and so knows whether the writer may have come round to it meanwhile.
 */
public final class TrackLog {
  /** Ten seconds at 25 pictures a second. */
  public static final int VIDEO_CAPACITY = 256;

  /** Ten seconds of packets of 20 ms. */
  public static final int AUDIO_CAPACITY = 512;

  private static final VarHandle TIME = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(PacketisedUnit[].class);
  private static final VarHandle HEAD;
  private static final VarHandle LAST_SYNC;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(TrackLog.class, "head", long.class);
      LAST_SYNC = lookup.findVarHandle(TrackLog.class, "lastSync", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final PacketisedUnit[] ring;
  private final long[] times;
  private final int mask;

  @SuppressWarnings("unused") // by its handle
  private long head;

  @SuppressWarnings("unused") // by its handle
  private long lastSync = -1;

  public TrackLog(Track track) {
    this(track == Track.VIDEO ? VIDEO_CAPACITY : AUDIO_CAPACITY);
  }

  /**
   * @param capacity units kept; a power of two
   */
  TrackLog(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    ring = new PacketisedUnit[capacity];
    times = new long[capacity];
    mask = capacity - 1;
  }

  /**
   * Adds a unit; for the writer's thread only. Presentation times must rise.
   *
   * @param now monotonic time, see {@link #publishedAt}
   */
  public void publish(PacketisedUnit unit, long now) {
    long no = (long) HEAD.get(this);
    TIME.setOpaque(times, (int) no & mask, now); // seen by whoever sees the slot
    SLOT.setRelease(ring, (int) no & mask, unit);
    if (unit.sync()) {
      LAST_SYNC.setRelease(this, no);
    }
    HEAD.setRelease(this, no + 1);
  }

  /** The number the next unit will have. */
  public long head() {
    return (long) HEAD.getAcquire(this);
  }

  /** The number of the oldest unit that can be had for sure; {@link #head} if there is none. */
  public long tail() {
    return Math.max(0, head() - mask);
  }

  /** The unit of this number; null if it has not come yet, or is not kept any more. */
  public PacketisedUnit get(long no) {
    if (no < 0 || no >= head()) {
      return null;
    }
    PacketisedUnit unit = (PacketisedUnit) SLOT.getAcquire(ring, (int) no & mask);
    // while the head stands at no + capacity, the writer is about to overwrite the slot
    return head() - no <= mask ? unit : null;
  }

  /** When the unit of this number, just had by {@link #get}, was published; never later. */
  public long publishedAt(long no) {
    return (long) TIME.getOpaque(times, (int) no & mask);
  }

  /**
   * The number of the last unit a decoder can begin with; -1 if there has been none. It may be too
   * old to be kept. Never ahead of what {@link #get} gives by more than the unit being published.
   */
  public long lastSync() {
    return (long) LAST_SYNC.getAcquire(this);
  }
}
