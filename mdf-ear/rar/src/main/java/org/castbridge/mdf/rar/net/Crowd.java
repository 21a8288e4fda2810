/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.MediaLoad;

/** How many sessions there are, and whether one more may come. For any thread. */
final class Crowd {
  /**
   * Beyond this lateness of sending, 99th percentile, new sessions are refused for the sake of
   * those that are there.
   */
  static final int MAX_LATENESS_MILLIS = 30;

  /**
   * With fewer sessions than this, lateness is the machine's doing and not ours: refusing a viewer
   * would help nobody.
   */
  static final int CROWD = 32;

  private final int max;
  private final IntSupplier latenessMillis;
  private final AtomicInteger sessions = new AtomicInteger();

  /**
   * @param latenessMillis lateness of sending now, 99th percentile
   */
  Crowd(int max, IntSupplier latenessMillis) {
    this.max = max;
    this.latenessMillis = latenessMillis;
  }

  /**
   * One more; {@link #leave} gives the place back.
   *
   * @throws MediaException of kind BUSY
   */
  void enter() throws MediaException {
    if (lateness() > MAX_LATENESS_MILLIS) {
      throw new MediaException(MediaException.Kind.BUSY, "the server is sending late as it is");
    }
    if (sessions.incrementAndGet() > max) {
      sessions.decrementAndGet();
      throw new MediaException(
          MediaException.Kind.BUSY, "the server has all the sessions it can take: " + max);
    }
  }

  void leave() {
    sessions.decrementAndGet();
  }

  /** How busy the server is; one that does not run takes nobody. */
  MediaLoad load(boolean running) {
    int alive = sessions.get();
    int late = lateness();
    double load =
        Math.min(1, Math.max((double) alive / max, (double) late / MAX_LATENESS_MILLIS / 2));
    return new MediaLoad(load, alive, running && alive < max && late <= MAX_LATENESS_MILLIS);
  }

  /** As far as it comes of the number of sessions. */
  private int lateness() {
    return sessions.get() < CROWD ? 0 : latenessMillis.getAsInt();
  }
}
