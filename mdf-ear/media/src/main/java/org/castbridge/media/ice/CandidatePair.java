/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;

/**
 * A remote candidate paired with our port. All our candidates share one base, the socket; so after
 * pruning (RFC 8445 section 6.1.2.4) there is one pair for each remote candidate.
 */
final class CandidatePair {
  enum State {
    WAITING,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED
  }

  /** Rc and Rm of RFC 8489 section 6.2.1. */
  static final int MAX_ATTEMPTS = 7;

  private static final int LAST_WAIT = 16;

  /** Where doubling the wait ends: somebody sits before a dark screen. */
  private static final long MAX_WAIT_NANOS = 2_000_000_000L;

  /** A check of the peer starts ours anew, but not if it is only just under way. */
  private static final long FRESH_NANOS = 200_000_000L;

  final InetSocketAddress remote;
  private long remotePriority;
  private State state = State.WAITING;
  private byte[] request;
  private long firstWait;
  private int attempts;
  private long lastAt;
  private long nextAt = Long.MAX_VALUE;

  /** The controlling peer said USE-CANDIDATE here, and our own check has not succeeded yet. */
  boolean nominated;

  /** We control, and have nominated it. */
  boolean nominating;

  CandidatePair(InetSocketAddress remote, long remotePriority) {
    this.remote = remote;
    this.remotePriority = remotePriority;
  }

  State state() {
    return state;
  }

  boolean is(State wanted) {
    return state == wanted;
  }

  /** A candidate first seen as peer-reflexive may be signalled later, or the other way round. */
  void raise(long priority) {
    remotePriority = Math.max(remotePriority, priority);
  }

  /**
   * RFC 8445 section 6.1.2.3 up to constants: our own side of it is the same for all pairs, so the
   * order is that of the remote priorities.
   */
  long priority() {
    return remotePriority;
  }

  void waiting() {
    state = State.WAITING;
    nextAt = Long.MAX_VALUE;
  }

  void begin(byte[] check, long wait, long now) {
    state = State.IN_PROGRESS;
    request = check;
    firstWait = wait;
    attempts = 1;
    lastAt = now;
    nextAt = now + wait;
  }

  /** When it is to be sent again, or given up. */
  long nextAt() {
    return state == State.IN_PROGRESS ? nextAt : Long.MAX_VALUE;
  }

  /** The request once more; null when it has failed. */
  byte[] repeat(long now) {
    if (attempts == MAX_ATTEMPTS) {
      fail();
      return null;
    }
    attempts++;
    lastAt = now;
    long doubled = Math.min(Math.max(firstWait, MAX_WAIT_NANOS), firstWait << (attempts - 1));
    nextAt = now + (attempts == MAX_ATTEMPTS ? LAST_WAIT * firstWait : doubled);
    return request;
  }

  /** Whether our own check has only just been sent, so that its answer can still be awaited. */
  boolean fresh(long now) {
    return state == State.IN_PROGRESS && now - lastAt < FRESH_NANOS;
  }

  void succeed() {
    state = State.SUCCEEDED;
    nextAt = Long.MAX_VALUE;
  }

  void fail() {
    state = State.FAILED;
    nextAt = Long.MAX_VALUE;
  }
}
