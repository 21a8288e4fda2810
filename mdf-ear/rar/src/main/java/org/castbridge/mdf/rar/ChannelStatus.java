/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.rar;

import java.util.List;
import java.util.Map;

/**
 * How a channel does.
 *
 * @param problems plain sentences, each with what to do about it; empty if all is well
 * @param playing what a playout channel plays now, the sender of another; null if not known
 * @param counters figures by name, since the channel was opened
 */
public record ChannelStatus(
    State state, List<String> problems, String playing, Map<String, Long> counters) {
  /** In an operator's words. */
  public enum State {
    /** Nothing has come yet. */
    WAITING,
    RUNNING,
    /** It ran, and nothing comes any more. */
    STALLED
  }

  public ChannelStatus {
    problems = List.copyOf(problems);
  }
}
