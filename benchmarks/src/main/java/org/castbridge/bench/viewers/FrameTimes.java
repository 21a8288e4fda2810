/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * When the frames of one viewer's picture came, against their RTP time. The viewer's earliest frame
 * is the ideal the others are late against: the sender's delay as such is no lateness, its
 * variation is.
 *
 * <p>A frame counts when its last packet comes. Of one larger than twice the mean, a key frame, the
 * first packet counts instead: how long such a frame takes is the pacer's choice and not lateness.
 */
final class FrameTimes {
  private static final int CLOCK_RATE = 90_000;

  private long[] firsts = new long[1024];
  private long[] lasts = new long[1024];
  private int[] sizes = new int[1024];
  private int frames;
  private boolean begun;
  private int timestamp;
  private long unwrapped;
  private long first;
  private int size;
  private boolean recording;

  /** Forgets what was, and records from the next frame on. */
  void record() {
    frames = 0;
    recording = true;
  }

  void stop() {
    recording = false;
  }

  void packet(int rtpTimestamp, boolean marker, long now) {
    if (!begun || rtpTimestamp != timestamp) {
      unwrapped = begun ? unwrapped + (rtpTimestamp - timestamp) : 0;
      timestamp = rtpTimestamp;
      begun = true;
      first = now;
      size = 0;
    }
    size++;
    if (marker && recording) {
      add(now);
    }
  }

  private void add(long now) {
    if (frames == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * frames);
      lasts = Arrays.copyOf(lasts, 2 * frames);
      sizes = Arrays.copyOf(sizes, 2 * frames);
    }
    long ideal = unwrapped * 1_000_000_000L / CLOCK_RATE;
    firsts[frames] = first - ideal;
    lasts[frames] = now - ideal;
    sizes[frames] = size;
    frames++;
  }

  /** Adds the lateness of every frame recorded, in microseconds. */
  void addTo(Histogram lateness) {
    if (frames == 0) {
      return;
    }
    int limit = 2 * (int) Math.ceil(Arrays.stream(sizes, 0, frames).average().orElse(0));
    long firstIdeal = Arrays.stream(firsts, 0, frames).min().orElse(0);
    long lastIdeal = Long.MAX_VALUE;
    for (int i = 0; i < frames; i++) {
      lastIdeal = sizes[i] <= limit ? Math.min(lastIdeal, lasts[i]) : lastIdeal;
    }
    for (int i = 0; i < frames; i++) {
      long late = sizes[i] <= limit ? lasts[i] - lastIdeal : firsts[i] - firstIdeal;
      lateness.recordValue(Math.min(late / 1_000, lateness.getHighestTrackableValue()));
    }
  }

  int frames() {
    return frames;
  }
}
