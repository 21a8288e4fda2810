/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.recording;

import java.util.Arrays;

/**
 * The fragments of a channel's past, numbered, in the order of channel time. One thread writes;
 * what it has published is read from any without a lock: readers take an immutable {@link
 * Snapshot}, and a fragment that changes its place, from memory to a file, is the same fragment.
 */
final class FragmentLog {
  private volatile Snapshot snapshot = new Snapshot(0, new Fragment[64], 0, 0);
  private volatile long headUs;
  private volatile boolean growing;

  FragmentLog(boolean growing) {
    this.growing = growing;
  }

  /** The log at one moment. */
  static final class Snapshot {
    private final long first;
    private final Fragment[] fragments;
    private final int from;
    private final int to;

    /**
     * @param first number of the fragment at index {@code from}
     */
    private Snapshot(long first, Fragment[] fragments, int from, int to) {
      this.first = first;
      this.fragments = fragments;
      this.from = from;
      this.to = to;
    }

    /** Number of the oldest. */
    long first() {
      return first;
    }

    /** Number behind the newest. */
    long end() {
      return first + to - from;
    }

    boolean isEmpty() {
      return from == to;
    }

    /** Null if there is none of that number (any more). */
    Fragment get(long number) {
      return number < first || number >= end() ? null : fragments[from + (int) (number - first)];
    }

    /**
     * Number of the last fragment that starts at or before the time; the first one, if all are
     * later.
     */
    long floor(long us) {
      int low = from;
      int high = to - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (fragments[middle].startUs() <= us) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return first + Math.max(from, high) - from;
    }
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Time of the newest unit. */
  long headUs() {
    return headUs;
  }

  boolean growing() {
    return growing;
  }

  void finish() {
    growing = false;
  }

  void head(long us) {
    headUs = Math.max(headUs, us);
  }

  /** Adds one behind the others. */
  void append(Fragment fragment) {
    Snapshot now = snapshot;
    Fragment[] fragments = now.fragments;
    int from = now.from;
    int to = now.to;
    if (to == fragments.length) {
      // a new array: readers of older snapshots go on with the old one
      fragments = Arrays.copyOfRange(fragments, from, from + Math.max(64, (to - from) * 3 / 2 + 1));
      to -= from;
      from = 0;
    }
    fragments[to] = fragment;
    snapshot = new Snapshot(now.first, fragments, from, to + 1);
  }

  /**
   * Puts the same fragment in another place. Both are whole, so it matters to nobody which he gets.
   */
  void replace(long number, Fragment fragment) {
    Snapshot now = snapshot;
    if (number >= now.first && number < now.end()) {
      now.fragments[now.from + (int) (number - now.first)] = fragment;
    }
  }

  /** Forgets all before a number. */
  void dropBefore(long number) {
    Snapshot now = snapshot;
    int drop = (int) Math.max(0, Math.min(now.end(), number) - now.first);
    Fragment[] rest =
        Arrays.copyOfRange(
            now.fragments, now.from + drop, Math.max(now.from + drop, now.fragments.length));
    rest = rest.length < 64 ? Arrays.copyOf(rest, 64) : rest;
    snapshot = new Snapshot(now.first + drop, rest, 0, now.to - now.from - drop);
  }
}
