/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * When the frames of one viewer's picture came, against their RTP time. The viewer's earliest frame
 * is the ideal the others are late against: the sender's delay as such is no lateness, its
 * variation is.
 *
 * <p>A frame is as late as its first packet: how long the rest of it takes is the choice of the
 * sender's pacer, and a frame that waits for the one before shows by its own first packet. It
 * counts when its last packet comes.
 */
final class FrameTimes {
  private static final int CLOCK_RATE = 90_000;

  private long[] firsts = new long[1024];
  private int frames;
  private boolean begun;
  private int timestamp;
  private long unwrapped;
  private long first;
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
    }
    if (marker && recording) {
      add();
    }
  }

  private void add() {
    if (frames == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * frames);
    }
    long ideal = unwrapped * 1_000_000_000L / CLOCK_RATE;
    firsts[frames] = first - ideal;
    frames++;
  }

  /** Adds the lateness of every frame recorded, in microseconds. */
  void addTo(Histogram lateness) {
    long ideal = Arrays.stream(firsts, 0, frames).min().orElse(0);
    for (int i = 0; i < frames; i++) {
      long late = (firsts[i] - ideal) / 1_000;
      lateness.recordValue(Math.min(late, lateness.getHighestTrackableValue()));
    }
  }

  int frames() {
    return frames;
  }
}
