/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Where every sample of a track is and when it is shown, in microseconds, strictly rising: twelve
 * bytes a sample, 26 MB for eight hours of picture and sound. Immutable, shared by all viewers.
 */
public final class TrackIndex {
  private static final int BLOCK_BITS = 6;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** Times and offsets of a block of samples are kept as differences to its first. */
  private final long[] blockTimes;

  private final long[] blockOffsets;
  private final int[] times;
  private final int[] offsets;
  private final int[] sizes;
  private final BitSet sync;
  private final int count;
  private final long bytes;

  private TrackIndex(Builder from) {
    int blocks = (from.count + BLOCK - 1) >>> BLOCK_BITS;
    count = from.count;
    bytes = from.bytes;
    blockTimes = Arrays.copyOf(from.blockTimes, blocks);
    blockOffsets = Arrays.copyOf(from.blockOffsets, blocks);
    times = Arrays.copyOf(from.times, count);
    offsets = Arrays.copyOf(from.offsets, count);
    sizes = Arrays.copyOf(from.sizes, count);
    sync = (BitSet) from.sync.clone();
  }

  /** Takes samples in stored order. */
  public static final class Builder {
    private long[] blockTimes;
    private long[] blockOffsets;
    private int[] times;
    private int[] offsets;
    private int[] sizes;
    private final BitSet sync = new BitSet();
    private int count;
    private long bytes;

    public Builder(int capacity) {
      times = new int[capacity];
      offsets = new int[capacity];
      sizes = new int[capacity];
      blockTimes = new long[capacity / BLOCK + 1];
      blockOffsets = new long[capacity / BLOCK + 1];
    }

    /**
     * @throws ContentException if the sample lies two gigabytes or half an hour away from the one
     *     stored 64 samples before it: then this is no film
     */
    public Builder add(long timeUs, long offset, int size, boolean isSync) throws ContentException {
      if (count == times.length) {
        grow(Math.max(BLOCK, count + (count >> 1)));
      }
      int block = count >>> BLOCK_BITS;
      if ((count & BLOCK - 1) == 0) {
        blockTimes[block] = timeUs;
        blockOffsets[block] = offset;
      }
      times[count] = difference(timeUs - blockTimes[block], offset);
      offsets[count] = difference(offset - blockOffsets[block], offset);
      sizes[count] = size;
      sync.set(count++, isSync);
      bytes += size;
      return this;
    }

    public TrackIndex build() {
      return new TrackIndex(this);
    }

    private void grow(int capacity) {
      times = Arrays.copyOf(times, capacity);
      offsets = Arrays.copyOf(offsets, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      blockTimes = Arrays.copyOf(blockTimes, capacity / BLOCK + 1);
      blockOffsets = Arrays.copyOf(blockOffsets, capacity / BLOCK + 1);
    }

    private int difference(long difference, long offset) throws ContentException {
      if (difference != (int) difference) {
        throw new ContentException(
            "", offset, "sample " + count + " is too far away from the ones before it");
      }
      return (int) difference;
    }
  }

  public int count() {
    return count;
  }

  /** All samples together. */
  public long bytes() {
    return bytes;
  }

  public long time(int sample) {
    return blockTimes[sample >>> BLOCK_BITS] + times[sample];
  }

  /** Bytes from the file's start. */
  public long offset(int sample) {
    return blockOffsets[sample >>> BLOCK_BITS] + offsets[sample];
  }

  public int size(int sample) {
    return sizes[sample];
  }

  public boolean sync(int sample) {
    return sync.get(sample);
  }

  /** The last sample not after the time, or -1. */
  public int floor(long us) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (time(middle) <= us) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** The first sample not before the time; {@link #count()} if there is none. */
  public int ceiling(long us) {
    int floor = floor(us);
    return floor >= 0 && time(floor) == us ? floor : floor + 1;
  }

  /** The last sync sample not after this one, or -1. */
  public int syncFloor(int sample) {
    return sample < 0 ? -1 : sync.previousSetBit(sample);
  }

  /** The first sync sample from this one on; {@link #count()} if there is none. */
  public int syncCeiling(int sample) {
    int found = sample >= count ? -1 : sync.nextSetBit(sample);
    return found < 0 ? count : found;
  }
}
