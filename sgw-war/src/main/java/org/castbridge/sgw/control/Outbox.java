/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.control;

import java.util.ArrayDeque;
import java.util.Deque;

/** Collects what one input causes, in order. */
final class Outbox {
  private final Deque<Output> outputs = new ArrayDeque<>();
  private int refusals;

  void add(Output output) {
    outputs.add(output);
  }

  void send(ServerMessage message) {
    outputs.add(new Output.ToBrowser(message));
  }

  /** Tells the browser that a request was not done; null re: an event. */
  void refuse(Long re, Refusal refusal) {
    refusals++;
    send(refusal.message(re));
  }

  /** How many refusals were told since the last call. */
  int takeRefusals() {
    int count = refusals;
    refusals = 0;
    return count;
  }

  Output poll() {
    return outputs.poll();
  }
}
