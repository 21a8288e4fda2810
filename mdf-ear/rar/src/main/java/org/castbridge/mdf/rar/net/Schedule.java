/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

import io.netty.channel.EventLoop;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.castbridge.media.channel.Channel;

/**
 * When each viewer of one event loop is due: at its session's time, and when the channel it waits
 * for has published. For that loop only, unless it says otherwise.
 */
final class Schedule {
  /** Deadlines are met on this grid: neighbours share a wake-up and a system call. */
  private static final long GRID_NANOS = 1_000_000;

  /**
   * Viewers served before the loop looks at the socket again, or checks and handshakes starve
   * behind media.
   */
  private static final int SLICE = 32;

  /** Serves those who are due. */
  interface Server {
    /** Does all this viewer's session wants done; calls {@link Schedule#next} unless it is over. */
    void serve(Viewer viewer, long now);

    /** For the moment, those were all. */
    void served();
  }

  private final MonotonicClock clock;
  private final EventLoop loop;
  private final Executor toLoop;
  private final Server server;
  private final DeadlineQueue<Viewer> deadlines = new DeadlineQueue<>();
  private final Map<Channel, ChannelViewers> byChannel = new IdentityHashMap<>();
  private final Turns turns = new Turns();
  private final LatenessMeter lateness;
  private Future<?> wakeUp;
  private long wakeUpAt = Long.MAX_VALUE;

  /**
   * @param toLoop runs on the loop what any thread gives it, nothing once the loop has stopped
   */
  Schedule(
      MonotonicClock clock,
      EventLoop loop,
      Executor toLoop,
      Server server,
      LatenessMeter lateness) {
    this.clock = clock;
    this.loop = loop;
    this.toLoop = toLoop;
    this.server = server;
    this.lateness = lateness;
  }

  /** The group the next viewer is to have. */
  int nextTurn() {
    return turns.next();
  }

  void enter(Viewer viewer) {
    turns.enter(viewer.turn);
  }

  void leave(Viewer viewer) {
    deadlines.remove(viewer);
    follow(viewer, null);
    turns.leave(viewer.turn);
  }

  /** The viewer has been served; {@link #wake} is to be called behind the last for now. */
  void next(Viewer viewer, long now) {
    deadlines.set(viewer, Math.max(now, viewer.session.nextTimeout()));
    Channel awaited = viewer.session.waitsFor();
    if (awaited != viewer.channel) {
      follow(viewer, awaited);
    }
  }

  /** From now on the viewer is due when this channel publishes something; null for none. */
  private void follow(Viewer viewer, Channel next) {
    Channel before = viewer.channel;
    viewer.channel = next;
    if (before != null && byChannel.get(before).remove(viewer)) {
      byChannel.remove(before);
    }
    if (next != null) {
      byChannel.computeIfAbsent(next, c -> new ChannelViewers(c, this)).add(viewer);
      // what was published since the session looked is not announced any more
      deadlines.advance(viewer, clock.now());
    }
  }

  /** For any thread. */
  long now() {
    return clock.now();
  }

  /** From any thread: something has been published for these. */
  void announce(ChannelViewers viewers) {
    toLoop.execute(viewers);
  }

  /** The channel the viewer waits for has published; {@link #wake} is to be called then. */
  void due(Viewer viewer, long published) {
    deadlines.advance(viewer, published + Turns.phaseNanos(viewer.turn));
  }

  /** Wakes the loop when the first is due. */
  void wake() {
    Viewer head = deadlines.head();
    if (head == null) {
      return;
    }
    long at = (head.deadline() / GRID_NANOS + 1) * GRID_NANOS;
    if (at >= wakeUpAt) {
      return;
    }
    stop();
    wakeUpAt = at;
    wakeUp = loop.schedule(this::serveDue, Math.max(0, at - clock.now()), TimeUnit.NANOSECONDS);
  }

  private void serveDue() {
    wakeUp = null;
    wakeUpAt = Long.MAX_VALUE;
    long now = clock.now();
    Viewer next = deadlines.head();
    for (int served = 0; served < SLICE && next != null && next.deadline() <= now; served++) {
      next.served(now - next.deadline(), lateness.served(next.deadline(), now));
      next.session.handleTimeout(now);
      server.serve(next, now);
      next = deadlines.head();
    }
    server.served();
    wake(); // those left over are due at once, yet only after the loop has looked at the socket
  }

  /** Nobody is woken any more, until {@link #wake}. */
  void stop() {
    if (wakeUp != null) {
      wakeUp.cancel(false);
      wakeUp = null;
    }
    wakeUpAt = Long.MAX_VALUE;
  }
}
