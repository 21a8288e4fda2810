/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The making of one session, between the thread that asked for it and the event loop: decides once
 * which of them still has a say, and so who gives back the film and the place.
 */
final class Admission {
  private enum State {
    OPEN,
    JOINED,
    ABANDONED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private Viewer viewer;

  /** The loop begins; false when nobody waits any more. */
  boolean join() {
    return state.compareAndSet(State.OPEN, State.JOINED);
  }

  /**
   * Whoever asked gives up; false when the loop has begun, and the session will end as every
   * session does.
   */
  boolean abandon() {
    return state.compareAndSet(State.OPEN, State.ABANDONED);
  }

  /** On the loop. */
  void joined(Viewer newViewer) {
    viewer = newViewer;
  }

  /** On the loop: ends a session nobody has a handle of. */
  void closeOrphan(long now) {
    if (viewer != null) {
      viewer.close(now);
    }
  }
}
