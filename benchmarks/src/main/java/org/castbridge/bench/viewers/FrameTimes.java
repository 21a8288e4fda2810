/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.viewers;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * When the frames of one viewer's picture came, against their RTP time. The viewer's earliest frame
 * is the ideal the others are late against: the sender's delay as such is no lateness, its
 * variation is.
 *
 * <p>Both ends of a frame are looked at: its first packet shows how punctual the sender is, its
 * last one when the frame can be decoded, which is later for a large frame by what the sender's
 * pacer takes for it.
 */
final class FrameTimes {
  private static final int CLOCK_RATE = 90_000;

  private long[] firsts = new long[1024];
  private long[] lasts = new long[1024];
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
      add(now);
    }
  }

  private void add(long last) {
    if (frames == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * frames);
      lasts = Arrays.copyOf(lasts, 2 * frames);
    }
    long ideal = unwrapped * 1_000_000_000L / CLOCK_RATE;
    firsts[frames] = first - ideal;
    lasts[frames] = last - ideal;
    frames++;
  }

  /** Adds the lateness of every frame recorded: of its first packet and of its last one. */
  void addTo(Lateness lateness) {
    add(firsts, lateness.first());
    add(lasts, lateness.last());
  }

  private void add(long[] times, Histogram to) {
    long ideal = Arrays.stream(times, 0, frames).min().orElse(0);
    for (int i = 0; i < frames; i++) {
      to.recordValue(Math.min((times[i] - ideal) / 1_000, to.getHighestTrackableValue()));
    }
  }

  int frames() {
    return frames;
  }
}
