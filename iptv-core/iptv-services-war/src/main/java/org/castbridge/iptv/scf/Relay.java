/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.servlet.sip.Rel100Exception;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.scf.CallState.InDialogue;
import org.castbridge.iptv.scf.CallState.Phase;
import org.castbridge.iptv.scf.CallState.Progress;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.Refusal;

/** Carries out what {@link CallState} decides about requests and responses within a session. */
final class Relay {
  /** Attribute of a request sent: the request received that it was sent on for. */
  private static final String ORIGIN = "castbridge.scf.origin";

  private static final int RETRY_SECONDS = 5;

  private final Answers answers;
  private final Ending ending;

  Relay(Answers answers, Ending ending) {
    this.answers = answers;
    this.ending = ending;
  }

  static void link(SipServletRequest received, SipServletRequest sent) {
    sent.setAttribute(ORIGIN, received);
  }

  // ---- requests

  void request(Call call, SipServletRequest request) throws IOException {
    Leg from = call.leg(request.getSession());
    switch (request.getMethod()) {
      case "ACK" -> acknowledge(call, from, request);
      case "PRACK" -> prack(call, from, request);
      case "CANCEL" -> cancel(call, from, request);
      case "BYE" -> ending.bye(call, from, request);
      default -> inDialogue(call, from, request);
    }
  }

  private void acknowledge(Call call, Leg from, SipServletRequest received) throws IOException {
    Optional<SipServletResponse> answer = call.takeUnacknowledged(from, received);
    if (answer.isPresent()) {
      SipServletRequest ack = answer.get().createAck();
      Copy.request(received, ack);
      ack.send();
    }
  }

  private void prack(Call call, Leg from, SipServletRequest received) throws IOException {
    Optional<SipServletResponse> provisional = call.takeUnpracked(from, received);
    if (provisional.isEmpty()) {
      answers.refuse(received, Refusal.of(481, "No provisional response waits for this PRACK"));
      return;
    }
    try {
      SipServletRequest prack = provisional.get().createPrack();
      Copy.request(received, prack);
      forward(call, received, prack);
    } catch (Rel100Exception e) {
      answers.refuse(received, Refusal.of(481, "The provisional response needs no PRACK any more"));
    }
  }

  /** The container has answered the CANCEL and the INVITE; the other leg is our matter. */
  private void cancel(Call call, Leg from, SipServletRequest received) throws IOException {
    if (from == Leg.CALLER && call.state().phase() == Phase.TRYING) {
      ending.cancel(call, received);
      return;
    }
    var reinvite = call.openInvite(from);
    if (reinvite.isPresent()) {
      call.settled(reinvite.get().getKey());
      call.state().settled(from, true, 487);
      SipServletRequest cancel = reinvite.get().getValue().createCancel();
      Copy.request(received, cancel);
      cancel.send();
    }
  }

  private void inDialogue(Call call, Leg from, SipServletRequest received) throws IOException {
    boolean reinvite = received.getMethod().equals("INVITE");
    InDialogue decision = call.state().request(from, reinvite, isOffer(received));
    switch (decision) {
      case RELAY ->
          forward(call, received, call.session(from.other()).createRequest(received.getMethod()));
      case GLARE -> answers.refuse(received, Refusal.of(491, "An offer of the other side is open"));
      case TOO_EARLY ->
          answers.refuse(
              received, new Refusal(500, "An offer of this side is open", null, RETRY_SECONDS));
      case GONE -> answers.refuse(received, Refusal.of(481, "The session has ended"));
    }
  }

  private void forward(Call call, SipServletRequest received, SipServletRequest sent)
      throws IOException {
    if (!sent.getMethod().equals("PRACK")) {
      Copy.request(received, sent);
    }
    link(received, sent);
    call.opened(received, sent);
    sent.send();
  }

  private static boolean isOffer(SipServletRequest request) {
    return request.getMethod().equals("INVITE")
        || request.getMethod().equals("UPDATE") && request.getContentLength() > 0;
  }

  // ---- responses

  /** A response to anything but BYE, CANCEL and the first INVITE. */
  void response(Call call, SipServletResponse received) throws IOException {
    SipServletRequest origin = origin(received);
    if (origin == null) {
      return;
    }
    if (received.getStatus() < 200) {
      boolean early = received.getStatus() > 100 && origin.getMethod().equals("INVITE");
      if (early && !origin.isCommitted()) {
        Progress progress =
            isReliable(received) && takesReliable(origin)
                ? Progress.RELAY_RELIABLY
                : isReliable(received) ? Progress.RELAY_AND_PRACK : Progress.RELAY;
        provisional(call, origin, received, progress);
      }
      return;
    }
    settle(call, origin, received);
  }

  private void settle(Call call, SipServletRequest origin, SipServletResponse received)
      throws IOException {
    Leg from = call.leg(origin.getSession());
    boolean waiting = call.settled(origin);
    boolean dead = call.state().settled(from, isOffer(origin), received.getStatus());
    boolean accepted = CallState.isSuccess(received.getStatus());
    if (waiting) {
      if (accepted && origin.getMethod().equals("INVITE")) {
        call.awaitAck(from, origin, received);
      }
      send(answer(origin, received));
    } else if (accepted && received.getMethod().equals("INVITE")) {
      // Its CANCEL came too late: nobody will acknowledge it but us.
      received.createAck().send();
    }
    if (dead) {
      ending.tellBoth(call, received.getStatus() + " to " + received.getMethod());
    }
  }

  /** Passes a provisional response to the side that sent the INVITE. */
  void provisional(
      Call call, SipServletRequest origin, SipServletResponse received, Progress progress)
      throws IOException {
    switch (progress) {
      case DROP -> IptvLogger.LOG.tracef("provisional response not passed on");
      case RELAY -> send(answer(origin, received));
      case RELAY_AND_PRACK -> {
        prackHere(received);
        send(answer(origin, received));
      }
      case RELAY_RELIABLY -> reliably(call, origin, received);
    }
  }

  private static void prackHere(SipServletResponse received) throws IOException {
    try {
      received.createPrack().send();
    } catch (Rel100Exception e) {
      IptvLogger.LOG.debugf(e, "provisional response needs no PRACK");
    }
  }

  private void reliably(Call call, SipServletRequest origin, SipServletResponse received)
      throws IOException {
    SipServletResponse response = answer(origin, received);
    try {
      response.sendReliably();
      call.awaitPrack(call.leg(origin.getSession()), response.getHeader("RSeq"), received);
    } catch (Rel100Exception e) {
      IptvLogger.LOG.debugf(e, "provisional response sent unreliably");
      prackHere(received);
      response.send();
    }
  }

  /** The answer to a request of one leg, made from the answer on the other. */
  static SipServletResponse answer(SipServletRequest origin, SipServletResponse received)
      throws IOException {
    SipServletResponse response =
        origin.createResponse(received.getStatus(), received.getReasonPhrase());
    Copy.response(received, response);
    return response;
  }

  /**
   * Sends an answer; a side that has cancelled meanwhile needs none, one that cannot be reached
   * gets none. Neither may keep the other side from being served.
   *
   * @return whether it has gone out
   */
  static boolean send(SipServletResponse response) {
    try {
      response.send();
      return true;
    } catch (IllegalStateException e) {
      IptvLogger.LOG.debugf(e, "%s is no longer waited for", response.getStatus());
    } catch (IOException e) {
      String what = response.getStatus() + " to " + response.getMethod();
      IptvLogger.LOG.sendFailed("SCF", what + ": " + e.getMessage());
    }
    return false;
  }

  static SipServletRequest origin(SipServletResponse response) {
    SipServletRequest sent = response.getRequest();
    return sent == null ? null : (SipServletRequest) sent.getAttribute(ORIGIN);
  }

  /** Whether this provisional response asks for a PRACK (RFC 3262). */
  static boolean isReliable(SipServletResponse response) {
    return response.getHeader("RSeq") != null && hasOption(response, "Require");
  }

  /** Whether the side that sent this INVITE understands reliable provisional responses. */
  static boolean takesReliable(SipServletRequest invite) {
    return hasOption(invite, "Supported") || hasOption(invite, "Require");
  }

  private static boolean hasOption(SipServletMessage message, String header) {
    for (Iterator<String> values = message.getHeaders(header); values.hasNext(); ) {
      for (String tag : values.next().split(",")) {
        if (tag.trim().equalsIgnoreCase("100rel")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the session still has a dialogue to send in. */
  static boolean hasDialogue(SipSession session) {
    return session.isValid()
        && (session.getState() == SipSession.State.CONFIRMED
            || session.getState() == SipSession.State.EARLY);
  }
}
