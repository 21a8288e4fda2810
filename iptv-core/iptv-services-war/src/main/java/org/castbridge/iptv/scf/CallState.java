/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a session's back-to-back user agent does next. Sees events, returns decisions, touches no
 * message: RFC 3261 (sections 9, 13, 14, 15), RFC 3262, RFC 3311 and RFC 5057 without the shell.
 */
final class CallState {

  /** Where the session is. */
  enum Phase {
    /** The MCF has been asked and has not answered finally. */
    TRYING,
    /** The caller has got a final answer or will get none; the MCF's final answer is awaited. */
    CANCELLED,
    /** Both sides have a dialogue. */
    ANSWERED,
    /** One side has hung up or failed; the other is being told. */
    ENDING,
    /** Nothing is left to do. */
    ENDED
  }

  /** What to do with a provisional response of the MCF. */
  enum Progress {
    DROP,
    RELAY,
    /** Send reliably; the caller's PRACK is passed on. */
    RELAY_RELIABLY,
    /** The caller knows no PRACK: acknowledge here, send on as an ordinary one. */
    RELAY_AND_PRACK
  }

  /** What to do with a final response of the MCF to the first INVITE. */
  enum Final {
    RELAY,
    /** An answer nobody waits for any more. */
    DROP,
    /** A dialogue nobody wants any more: acknowledge it and hang up. */
    ACK_AND_BYE
  }

  /** What to do with a request within the session. */
  enum InDialogue {
    RELAY,
    /** Both sides have made an offer at the same time (RFC 3261 section 14.2): 491. */
    GLARE,
    /** The side's own offer is still open (RFC 3261 section 14.2): 500 with Retry-After. */
    TOO_EARLY,
    /** The session is over: 481. */
    GONE
  }

  /** What a BYE leads to, besides its own 200. */
  enum HangUp {
    BYE_OTHER,
    CANCEL_OTHER,
    NOTHING
  }

  private static final int SUCCESS = 200;
  private static final int REDIRECTION = 300;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int NO_SUCH_CALL = 481;

  private Phase phase = Phase.TRYING;
  private final Set<Leg> offering = EnumSet.noneOf(Leg.class);

  Phase phase() {
    return phase;
  }

  /** The MCF has answered provisionally. */
  Progress provisional(int status, boolean reliable, boolean callerTakesReliable) {
    if (phase != Phase.TRYING || status == 100) {
      return Progress.DROP;
    }
    if (!reliable) {
      return Progress.RELAY;
    }
    return callerTakesReliable ? Progress.RELAY_RELIABLY : Progress.RELAY_AND_PRACK;
  }

  /**
   * The MCF has answered the first INVITE finally.
   *
   * @param fork whether the answer is of another dialogue than the one already answered; an answer
   *     of the same one is a repetition, and repairing a lost ACK is the container's matter
   */
  Final answer(int status, boolean fork) {
    boolean success = isSuccess(status);
    switch (phase) {
      case TRYING -> {
        phase = success ? Phase.ANSWERED : Phase.ENDED;
        return Final.RELAY;
      }
      case CANCELLED -> {
        phase = success ? Phase.ENDING : Phase.ENDED;
        return success ? Final.ACK_AND_BYE : Final.DROP;
      }
      default -> {
        return success && fork ? Final.ACK_AND_BYE : Final.DROP;
      }
    }
  }

  /**
   * The caller does not want to wait any longer, or waits too long for us.
   *
   * @return whether the MCF's leg is to be cancelled
   */
  boolean cancel() {
    boolean open = phase == Phase.TRYING;
    if (open) {
      phase = Phase.CANCELLED;
    }
    return open;
  }

  /** A BYE has come from this side. */
  HangUp bye(Leg from) {
    if (phase == Phase.TRYING && from == Leg.CALLER) {
      phase = Phase.CANCELLED;
      return HangUp.CANCEL_OTHER;
    }
    if (phase == Phase.ANSWERED) {
      phase = Phase.ENDING;
      return HangUp.BYE_OTHER;
    }
    return HangUp.NOTHING;
  }

  /**
   * A request other than ACK, BYE, CANCEL and PRACK has come from this side.
   *
   * @param offer whether it may begin an exchange of offer and answer: a re-INVITE, or an UPDATE
   *     with a body
   */
  InDialogue request(Leg from, boolean reinvite, boolean offer) {
    if (phase != Phase.ANSWERED && phase != Phase.TRYING) {
      return InDialogue.GONE;
    }
    if (reinvite && phase == Phase.TRYING) {
      return InDialogue.TOO_EARLY;
    }
    if (offer && offering.contains(from.other())) {
      return InDialogue.GLARE;
    }
    if (offer && !offering.add(from)) {
      return InDialogue.TOO_EARLY;
    }
    return InDialogue.RELAY;
  }

  /**
   * The other side has finally answered a request relayed from this side.
   *
   * @return whether the session is dead by it (RFC 5057 section 5.1: 481 and 408) and both sides
   *     are to be told
   */
  boolean settled(Leg from, boolean offer, int status) {
    if (offer) {
      offering.remove(from);
    }
    boolean dead = status == REQUEST_TIMEOUT || status == NO_SUCH_CALL;
    return dead && fail();
  }

  /**
   * The session cannot go on: no ACK, no PRACK, a side that has vanished.
   *
   * @return whether both sides are to be told with a BYE
   */
  boolean fail() {
    boolean alive = phase == Phase.ANSWERED;
    if (alive) {
      phase = Phase.ENDING;
    }
    return alive;
  }

  /** Every BYE is answered, or will never be. */
  void over() {
    phase = Phase.ENDED;
  }

  static boolean isSuccess(int status) {
    return status >= SUCCESS && status < REDIRECTION;
  }
}
