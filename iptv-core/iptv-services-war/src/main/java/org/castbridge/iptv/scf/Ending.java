/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.io.IOException;
import java.io.Serializable;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.scf.CallState.HangUp;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.Refusal;
import org.castbridge.iptv.sip.SipTools;

/**
 * Everything that ends a session: CANCEL, BYE, impatience, a lost side. Nothing lingers afterwards.
 */
final class Ending {
  /** Timer info: the session should long be over. */
  static final Serializable LAST_CALL = "last-call";

  /** Longer than a transaction may take (64 T1 = 32 s, RFC 3261 section 17). */
  private static final long LAST_CALL_MILLIS = 40_000;

  private static final int TERMINATED = 487;

  private final SipTools tools;
  private final Answers answers;

  Ending(SipTools tools, Answers answers) {
    this.tools = tools;
    this.answers = answers;
  }

  /** The caller has cancelled; the container has told them so. */
  void cancel(Call call, SipServletRequest received) throws IOException {
    if (call.state().cancel()) {
      cancelMcf(call, received);
    }
  }

  /** We do not wait any longer for the MCF. */
  void giveUp(Call call, Refusal refusal) throws IOException {
    if (call.state().cancel()) {
      cancelMcf(call, null);
      answerCaller(call, refusal);
    }
  }

  private void answerCaller(Call call, Refusal refusal) throws IOException {
    try {
      answers.refuse(call.callerInvite(), refusal);
    } catch (IllegalStateException e) {
      IptvLogger.LOG.debugf(e, "the caller has an answer already");
    }
  }

  private void cancelMcf(Call call, SipServletRequest received) throws IOException {
    // The final answer of the MCF ends the application session; should it never come, this does.
    call.patience(
        tools.timers().createTimer(call.applicationSession(), LAST_CALL_MILLIS, false, LAST_CALL));
    SipServletRequest cancel = call.mcfInvite().createCancel();
    if (received != null && received.getHeader("Reason") != null) {
      cancel.setHeader("Reason", received.getHeader("Reason"));
    }
    try {
      cancel.send();
    } catch (IOException e) {
      // The MCF cannot be reached either; the last call frees what is left.
      IptvLogger.LOG.sendFailed("SCF", "CANCEL: " + e.getMessage());
    }
  }

  /** A BYE has come. */
  void bye(Call call, Leg from, SipServletRequest received) throws IOException {
    Relay.send(received.createResponse(200));
    HangUp decision = call.state().bye(from);
    answerOpenRequests(call);
    switch (decision) {
      case BYE_OTHER -> {
        startLastCall(call);
        sendBye(call, from.other(), received);
        endIfOver(call);
      }
      case CANCEL_OTHER -> {
        cancelMcf(call, received);
        answerCaller(call, Refusal.of(TERMINATED, "The caller has hung up"));
      }
      // It has crossed ours: the container drops the answer to ours, as the dialogue is over.
      case NOTHING -> byeAnswered(call, from);
    }
  }

  /** Requests that wait for the other side's answer will not get one (RFC 3261 section 15.1.2). */
  private static void answerOpenRequests(Call call) {
    for (SipServletRequest waiting : call.takeOpen()) {
      Relay.send(waiting.createResponse(TERMINATED));
    }
  }

  /** The session cannot go on; both sides are told. {@link CallState} has agreed already. */
  void tellBoth(Call call, String why) throws IOException {
    IptvLogger.LOG.sessionLost(call.impu(), why);
    startLastCall(call);
    answerOpenRequests(call);
    sendBye(call, Leg.MCF, null);
    sendBye(call, Leg.CALLER, null);
    endIfOver(call);
  }

  private void startLastCall(Call call) {
    call.patience(
        tools.timers().createTimer(call.applicationSession(), LAST_CALL_MILLIS, false, LAST_CALL));
  }

  private static void sendBye(Call call, Leg leg, SipServletRequest received) {
    try {
      for (SipServletResponse answer : call.takeUnacknowledgedOf(leg)) {
        answer.createAck().send();
      }
      sendBye(call, call.session(leg), received);
    } catch (IOException | IllegalStateException e) {
      // The side is gone already; that is what the BYE was for.
      IptvLogger.LOG.sendFailed("SCF", "BYE: " + e.getMessage());
    }
  }

  private static void sendBye(Call call, SipSession session, SipServletRequest received)
      throws IOException {
    if (Relay.hasDialogue(session)) {
      SipServletRequest bye = session.createRequest("BYE");
      if (received != null) {
        Copy.request(received, bye);
      }
      bye.send();
      call.byeSent(call.leg(session));
    }
  }

  /** An answer nobody waits for: acknowledge it and hang up. */
  void discard(Call call, SipServletResponse answer) throws IOException {
    answer.createAck().send();
    sendBye(call, answer.getSession(), null);
  }

  /** A BYE of ours has been answered, or has timed out. */
  void byeAnswered(Call call, Leg leg) {
    call.byeAnswered(leg);
    endIfOver(call);
  }

  private static void endIfOver(Call call) {
    boolean ending = call.state().phase() == CallState.Phase.ENDING;
    if (ending && !call.awaitsBye()) {
      end(call);
    }
  }

  /** Frees everything. */
  static void end(Call call) {
    call.state().over();
    call.patience(null);
    Answers.end(call.applicationSession());
  }
}
