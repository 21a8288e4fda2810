/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.media.ice;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.castbridge.media.ice.CandidatePair.State;

/**
 * The pairs of one ICE session and whose turn it is (RFC 8445 sections 6.1.2 and 6.1.4): triggered
 * checks first, then repetitions, then the waiting pairs by priority. With one component and one
 * stream there is nothing to thaw: no pair is frozen.
 */
final class CheckList {
  /**
   * Pairs at a time, less than the 100 of RFC 8445 section 6.1.2.5: whoever sends an offer could
   * have us send to as many addresses (section 19.5.1).
   */
  static final int MAX_PAIRS = 32;

  private final Map<InetSocketAddress, CandidatePair> pairs = new LinkedHashMap<>();
  private final Deque<CandidatePair> triggered = new ArrayDeque<>();

  CandidatePair find(InetSocketAddress remote) {
    return pairs.get(remote);
  }

  /**
   * The pair with that address, made if need be; null when the list is full of pairs that are
   * better or in use.
   */
  CandidatePair pair(InetSocketAddress remote, long priority, InetSocketAddress inUse) {
    CandidatePair known = pairs.get(remote);
    if (known != null) {
      known.raise(priority);
      return known;
    }
    if (pairs.size() == MAX_PAIRS && !makeRoom(priority, inUse)) {
      return null;
    }
    CandidatePair made = new CandidatePair(remote, priority);
    pairs.put(remote, made);
    return made;
  }

  private boolean makeRoom(long priority, InetSocketAddress inUse) {
    CandidatePair worst =
        pairs.values().stream()
            .filter(p -> !p.remote.equals(inUse) && !p.is(State.SUCCEEDED))
            .min(
                Comparator.<CandidatePair>comparingInt(p -> p.is(State.FAILED) ? 0 : 1)
                    .thenComparingLong(CandidatePair::priority))
            .orElse(null);
    if (worst == null || !worst.is(State.FAILED) && worst.priority() >= priority) {
      return false;
    }
    pairs.remove(worst.remote);
    triggered.remove(worst);
    return true;
  }

  /** RFC 8445 section 7.3.1.4. */
  void trigger(CandidatePair pair) {
    pair.waiting();
    if (!triggered.contains(pair)) {
      triggered.add(pair);
    }
  }

  /** The pair to check now, taken out of the queue; null when none waits. */
  CandidatePair nextWaiting() {
    CandidatePair next = triggered.poll();
    return next != null
        ? next
        : pairs.values().stream()
            .filter(p -> p.is(State.WAITING))
            .max(Comparator.comparingLong(CandidatePair::priority))
            .orElse(null);
  }

  boolean someoneWaits() {
    return !triggered.isEmpty() || pairs.values().stream().anyMatch(p -> p.is(State.WAITING));
  }

  /** The pair whose repetition is due first; null when none is in progress. */
  CandidatePair nextRepetition() {
    return pairs.values().stream()
        .filter(p -> p.is(State.IN_PROGRESS))
        .min(Comparator.comparingLong(CandidatePair::nextAt))
        .orElse(null);
  }

  CandidatePair bestValid() {
    return pairs.values().stream()
        .filter(p -> p.is(State.SUCCEEDED))
        .max(Comparator.comparingLong(CandidatePair::priority))
        .orElse(null);
  }

  /** Whether a pair better than this one may still succeed. */
  boolean betterIsPending(CandidatePair than) {
    return pairs.values().stream()
        .anyMatch(
            p ->
                p.priority() > than.priority() && (p.is(State.WAITING) || p.is(State.IN_PROGRESS)));
  }

  /** Pairs that are waiting or in progress: what the pace is shared by. */
  int active() {
    return (int)
        pairs.values().stream().filter(p -> p.is(State.WAITING) || p.is(State.IN_PROGRESS)).count();
  }

  /** All that failed wait again. */
  void revive() {
    pairs.values().stream().filter(p -> p.is(State.FAILED)).forEach(CandidatePair::waiting);
  }

  void clear() {
    pairs.clear();
    triggered.clear();
  }
}
