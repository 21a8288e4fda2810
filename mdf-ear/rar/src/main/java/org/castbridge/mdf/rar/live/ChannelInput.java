/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar.live;

import java.util.Map;

/**
 * A source at work. Everything but {@link #count} and {@link #playing} is for the channel's loop.
 */
interface ChannelInput {
  /** Begins; a failure is reported as a problem, and tried again by {@link #check}. */
  void start();

  void stop();

  /**
   * Called every second.
   *
   * @param silentNanos how long nothing has come
   */
  void check(long silentNanos);

  /** Adds its own figures; from any thread. */
  void count(Map<String, Long> counters);

  /** For the operator; null if there is nothing to say. From any thread. */
  String playing();
}
