/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.util.Arrays;
import java.util.BitSet;
import org.castbridge.content.ContentException;

/**
 * Where every sample of a track is and when it is shown; in decode order. Times in the track's
 * timescale, edit list not yet applied.
 */
public final class SampleTable {
  /**
   * More samples than this in one track are refused, before memory is asked for: 23 hours of 20 ms
   * audio packets.
   */
  public static final int MAX_SAMPLES = 1 << 22;

  private long[] offsets;
  private int[] sizes;
  private long[] decodeTimes;
  private int[] compositionOffsets = new int[0]; // as long as the last one that is not zero
  private final BitSet sync = new BitSet();
  private int count;
  private long end;

  public SampleTable(int capacity) {
    offsets = new long[capacity];
    sizes = new int[capacity];
    decodeTimes = new long[capacity];
  }

  public int count() {
    return count;
  }

  /** Offset in the file, bytes. */
  public long offset(int sample) {
    return offsets[sample];
  }

  /** Size in bytes, greater than zero. */
  public int size(int sample) {
    return sizes[sample];
  }

  public long decodeTime(int sample) {
    return decodeTimes[sample];
  }

  public long compositionTime(int sample) {
    return decodeTimes[sample]
        + (sample < compositionOffsets.length ? compositionOffsets[sample] : 0);
  }

  public boolean sync(int sample) {
    return sync.get(sample);
  }

  /** Decode time behind the last sample. */
  public long end() {
    return end;
  }

  public void add(long offset, int size, long decodeTime, int compositionOffset, boolean isSync) {
    if (count == offsets.length) {
      int capacity = Math.max(64, count + (count >> 1));
      offsets = Arrays.copyOf(offsets, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      decodeTimes = Arrays.copyOf(decodeTimes, capacity);
    }
    offsets[count] = offset;
    sizes[count] = size;
    decodeTimes[count] = decodeTime;
    setCompositionOffset(count, compositionOffset);
    sync.set(count, isSync);
    count++;
  }

  public void setPlace(int sample, long offset) {
    offsets[sample] = offset;
  }

  public void setDecodeTime(int sample, long time) {
    decodeTimes[sample] = time;
  }

  public void setCompositionOffset(int sample, int offset) {
    if (sample >= compositionOffsets.length) {
      if (offset == 0) {
        return;
      }
      compositionOffsets = Arrays.copyOf(compositionOffsets, Math.max(offsets.length, sample + 1));
    }
    compositionOffsets[sample] = offset;
  }

  public void setSync(int sample, boolean isSync) {
    sync.set(sample, isSync);
  }

  public void setEnd(long time) {
    end = time;
  }

  /** Refuses samples that are not inside the file, and times no film has. */
  public void check(MappedFile file, String path) throws ContentException {
    for (int i = 0; i < count; i++) {
      if (sizes[i] <= 0) {
        throw new ContentException(path, offsets[i], "sample " + i + " is empty");
      }
      if (offsets[i] < 0 || offsets[i] > file.length() - sizes[i]) {
        throw new ContentException(
            path,
            offsets[i],
            "sample "
                + i
                + " of "
                + sizes[i]
                + " bytes lies behind the end of the file at "
                + file.length()
                + ": truncated?");
      }
    }
  }
}
