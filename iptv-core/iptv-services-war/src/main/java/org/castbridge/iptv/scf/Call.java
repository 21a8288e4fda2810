/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;

/**
 * One session of the SCF: its two legs and what is open on them. Lives in its application session,
 * under its lock.
 */
final class Call {
  /** Attribute of the application session. */
  static final String ATTRIBUTE = "castbridge.scf.call";

  private final String impu;
  private final String contentId;
  private final SipServletRequest callerInvite;
  private final SipServletRequest mcfInvite;
  private final CallState state = new CallState();
  private final Map<SipServletRequest, SipServletRequest> open = new LinkedHashMap<>();
  private final Map<String, SipServletResponse> unacknowledged = new HashMap<>();
  private final Map<String, SipServletResponse> unpracked = new HashMap<>();
  private SipSession mcfSession;
  private String mcfTag;
  private ServletTimer patience;
  private final Set<Leg> byes = EnumSet.noneOf(Leg.class);
  private BroadcastState broadcast;
  private boolean left;

  Call(String impu, String contentId, SipServletRequest callerInvite, SipServletRequest mcfInvite) {
    this.impu = impu;
    this.contentId = contentId;
    this.callerInvite = callerInvite;
    this.mcfInvite = mcfInvite;
    this.mcfSession = mcfInvite.getSession();
  }

  static Call of(SipApplicationSession session) {
    return (Call) session.getAttribute(ATTRIBUTE);
  }

  String impu() {
    return impu;
  }

  /** What the session is about: a film's id, or a channel's as it began. */
  String contentId() {
    return contentId;
  }

  /** What a broadcast session shows; empty for a film. */
  Optional<BroadcastState> broadcast() {
    return Optional.ofNullable(broadcast);
  }

  void broadcast(BroadcastState newState) {
    broadcast = newState;
  }

  CallState state() {
    return state;
  }

  SipServletRequest callerInvite() {
    return callerInvite;
  }

  SipServletRequest mcfInvite() {
    return mcfInvite;
  }

  SipApplicationSession applicationSession() {
    return callerInvite.getApplicationSession();
  }

  SipSession session(Leg leg) {
    return leg == Leg.CALLER ? callerInvite.getSession() : mcfSession;
  }

  /** The leg a session belongs to; a forked dialogue is one of the MCF's. */
  Leg leg(SipSession session) {
    return session.getId().equals(callerInvite.getSession().getId()) ? Leg.CALLER : Leg.MCF;
  }

  /** Whether this is an answer to the first INVITE, from whichever fork. */
  boolean isToFirstInvite(SipServletResponse response) {
    return leg(response.getSession()) == Leg.MCF
        && response.getHeader("CSeq").equals(mcfInvite.getHeader("CSeq"));
  }

  /** Notes which of possibly several dialogues towards the MCF is the session's. */
  void answeredBy(SipServletResponse response) {
    mcfSession = response.getSession();
    mcfTag = response.getTo().getParameter("tag");
  }

  /** Whether the answer is of another dialogue than the one noted. */
  boolean isFork(SipServletResponse response) {
    return mcfTag != null && !mcfTag.equals(response.getTo().getParameter("tag"));
  }

  /** Times how long the MCF may take; replaces the timer before. */
  void patience(ServletTimer timer) {
    if (patience != null) {
      patience.cancel();
    }
    patience = timer;
  }

  // Requests relayed and not finally answered: by the request received, the request sent.

  void opened(SipServletRequest received, SipServletRequest sent) {
    open.put(received, sent);
  }

  boolean settled(SipServletRequest received) {
    return open.remove(received) != null;
  }

  /** The requests still waiting for an answer; they are no longer open then. */
  List<SipServletRequest> takeOpen() {
    List<SipServletRequest> waiting = List.copyOf(open.keySet());
    open.clear();
    return waiting;
  }

  /** The re-INVITE sent on for one received on this leg. */
  Optional<Map.Entry<SipServletRequest, SipServletRequest>> openInvite(Leg leg) {
    return open.entrySet().stream()
        .filter(e -> e.getKey().getMethod().equals("INVITE"))
        .filter(e -> leg(e.getKey().getSession()) == leg)
        .findFirst();
  }

  // 2xx to INVITE waiting for the ACK of the side that sent the INVITE.

  void awaitAck(Leg inviter, SipServletRequest invite, SipServletResponse answer) {
    unacknowledged.put(inviter + sequence(invite.getHeader("CSeq")), answer);
  }

  Optional<SipServletResponse> takeUnacknowledged(Leg inviter, SipServletRequest ack) {
    return Optional.ofNullable(unacknowledged.remove(inviter + sequence(ack.getHeader("CSeq"))));
  }

  /** 2xx received on this leg for which no ACK has gone out. */
  List<SipServletResponse> takeUnacknowledgedOf(Leg leg) {
    String prefix = leg.other().toString();
    List<String> keys = unacknowledged.keySet().stream().filter(k -> k.startsWith(prefix)).toList();
    return keys.stream().map(unacknowledged::remove).toList();
  }

  // Reliable provisional responses waiting for the PRACK of the side that sent the INVITE.

  void awaitPrack(Leg inviter, String sentRSeq, SipServletResponse received) {
    unpracked.put(inviter + sequence(sentRSeq), received);
  }

  Optional<SipServletResponse> takeUnpracked(Leg inviter, SipServletRequest prack) {
    return Optional.ofNullable(unpracked.remove(inviter + sequence(prack.getHeader("RAck"))));
  }

  private static String sequence(String header) {
    return " " + (header == null ? "" : header.trim().split("\\s+", 2)[0]);
  }

  // Legs a BYE was sent on that has not been answered.

  void byeSent(Leg leg) {
    byes.add(leg);
  }

  /** The leg's BYE has been answered, or crossed one of the side's own. */
  void byeAnswered(Leg leg) {
    byes.remove(leg);
  }

  boolean awaitsBye() {
    return !byes.isEmpty();
  }

  /** Returns whether this is the first time it is called; for counting. */
  boolean leave() {
    boolean first = !left;
    left = true;
    return first;
  }
}
