/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.net;

/**
 * When, after a channel has published a picture, each viewer has its turn. Viewers are served in
 * groups: large enough to share a wake-up and to find the picture in the processor's cache, small
 * enough that a group's key frame is sent before the next group is due. The groups are spread over
 * many pictures, so that not everybody's key frame is to be sent at once: with 600 viewers that is
 * a tenth of a second's work, and more while the pictures after it go on. For one thread.
 */
final class Turns {
  /** Viewers that are served together. */
  static final int GROUP = 48;

  /** From one group to the next. */
  static final long STEP_NANOS = 28_000_000;

  /** Groups: the last one has its turn 0.4 s after the first. */
  static final int GROUPS = 15;

  private final int[] viewers = new int[GROUPS];

  /** The group the next viewer is to have: the first that has a place, else the smallest. */
  int next() {
    int smallest = 0;
    for (int i = 0; i < GROUPS; i++) {
      if (viewers[i] < GROUP) {
        smallest = i;
        break;
      }
      smallest = viewers[i] < viewers[smallest] ? i : smallest;
    }
    return smallest;
  }

  /** Takes a place. */
  void enter(int group) {
    viewers[group]++;
  }

  /** Gives it back. */
  void leave(int group) {
    viewers[group]--;
  }

  /** How long after publication the group is due. */
  static long phaseNanos(int group) {
    return group * STEP_NANOS;
  }
}
