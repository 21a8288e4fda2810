/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

/**
 * What becomes of a request.
 *
 * @param action pass it on, answer it, or leave it without answer
 * @param status the answer's status code if refused, else 0
 * @param reason one sentence for the log and the Warning header; null if admitted
 */
public record Verdict(Action action, int status, String reason) {

  /** The three things that can be done with a request. */
  public enum Action {
    ADMIT,
    REFUSE,
    DROP
  }

  public static final Verdict ADMIT = new Verdict(Action.ADMIT, 0, null);

  public static Verdict refuse(int status, String reason) {
    return new Verdict(Action.REFUSE, status, reason);
  }

  public static Verdict drop(String reason) {
    return new Verdict(Action.DROP, 0, reason);
  }
}
