/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.wire;

import java.util.List;
import java.util.Optional;

/**
 * Messages that must come in this order; others may stand between them. A message is taken for one
 * step only, so that a step written twice wants two messages.
 */
public final class MessageSequence {
  /**
   * One message wanted.
   *
   * @param protocol as in {@link WireMessage}
   * @param piece stands in the start line, of W2 anywhere in the message
   */
  public record Step(String protocol, String piece) {}

  private final List<Step> steps;

  private MessageSequence(List<Step> steps) {
    this.steps = steps;
  }

  /** These, the first first. */
  public static MessageSequence of(Step... steps) {
    return new MessageSequence(List.of(steps));
  }

  /** A step. */
  public static Step step(String protocol, String piece) {
    return new Step(protocol, piece);
  }

  /** The first step that is not seen after those before it; empty if all are. */
  public Optional<Step> firstMissing(List<WireMessage> messages) {
    int found = 0;
    for (WireMessage message : messages) {
      if (found < steps.size() && matches(message, steps.get(found))) {
        found++;
      }
    }
    return found < steps.size() ? Optional.of(steps.get(found)) : Optional.empty();
  }

  /**
   * Where it begins: the index of the message that is the first step.
   *
   * @throws AssertionError if there is none
   */
  public int begin(List<WireMessage> messages) {
    for (int i = 0; i < messages.size(); i++) {
      if (matches(messages.get(i), steps.get(0))) {
        return i;
      }
    }
    throw new AssertionError(steps.get(0) + " is not on the wire");
  }

  private static boolean matches(WireMessage message, Step step) {
    return message.protocol().equals(step.protocol()) && message.head().contains(step.piece());
  }
}
