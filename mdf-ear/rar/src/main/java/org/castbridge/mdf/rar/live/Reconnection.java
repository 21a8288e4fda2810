/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.io.IOException;
import java.util.Map;

/**
 * When a port is to be opened again: soon after it could not be had, and now and then while nothing
 * comes, because a router may have forgotten that we are in the group. For the channel's loop.
 */
final class Reconnection {
  private static final long RETRY_NANOS = 5_000_000_000L;
  private static final long SILENCE_NANOS = 30_000_000_000L;

  private final LiveChannel channel;
  private final String place;
  private boolean failed;
  private long last;
  private volatile long reconnects;

  Reconnection(LiveChannel channel, String place) {
    this.channel = channel;
    this.place = place;
    this.last = channel.now();
  }

  /** Null if it could be opened. */
  void outcome(IOException failure) {
    failed = failure != null;
    channel.set(
        this, failed ? "Nothing can be received at " + place + ": " + failure.getMessage() : null);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  boolean isDue(long silentNanos) {
    long now = channel.now();
    boolean due = now - last >= (failed ? RETRY_NANOS : SILENCE_NANOS);
    if (!due || !failed && silentNanos < SILENCE_NANOS) {
      return false;
    }
    last = now;
    reconnects++;
    return true;
  }

  void count(Map<String, Long> figures) {
    figures.put("reconnects", reconnects);
  }
}
