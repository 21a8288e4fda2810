/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.scf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import org.castbridge.iptv.data.Catalogue;
import org.castbridge.iptv.data.DatabaseUnavailableException;
import org.castbridge.iptv.data.Film;
import org.castbridge.iptv.data.Viewer;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.scf.BroadcastRules.Decision;
import org.castbridge.iptv.scf.CallState.Phase;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.CoreTrust;
import org.castbridge.iptv.sip.Refusal;
import org.castbridge.iptv.sip.RegistrationBook;
import org.castbridge.iptv.sip.SipFunction;
import org.castbridge.iptv.sip.SipTools;
import org.castbridge.iptv.sip.ThirdPartyRegistrar;
import org.castbridge.signalling.ims.ServiceIdentities;
import org.castbridge.signalling.sdp.SessionDescription;

/** The SCF on ISC: registrations told by the core, rights, and the session towards the MCF. */
public final class ScfFunction implements SipFunction {
  private static final String ALLOW =
      "INVITE, ACK, BYE, CANCEL, PRACK, UPDATE, INFO, OPTIONS, REGISTER";
  private static final String NO_ANSWER = "no-answer";
  private static final String AUDIT = "audit";
  private static final Set<String> OFFERS = Set.of("INVITE", "UPDATE", "INFO");
  private static final int MINUTE_MILLIS = 60_000;

  private final SipTools tools;
  private final Catalogue catalogue;
  private final ServiceIdentities identities;
  private final BroadcastRules rules;
  private final ScfSettings settings;
  private final CoreTrust trust;
  private final Answers answers;
  private final RegistrationBook book = new RegistrationBook();
  private final ThirdPartyRegistrar registrar;
  private final InstantSource clock;
  private final Ending ending;
  private final Relay relay;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicLong established = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  ScfFunction(
      SipTools tools,
      Catalogue catalogue,
      ServiceIdentities identities,
      ScfSettings settings,
      CoreTrust trust,
      Answers answers,
      InstantSource clock) {
    this.tools = tools;
    this.catalogue = catalogue;
    this.identities = identities;
    this.rules = new BroadcastRules(Broadcasts.rights(catalogue), settings.providerDomain());
    this.settings = settings;
    this.trust = trust;
    this.answers = answers;
    this.clock = clock;
    this.registrar = new ThirdPartyRegistrar("SCF", book, trust, answers, clock);
    this.ending = new Ending(tools, answers);
    this.relay = new Relay(answers, ending);
  }

  @Override
  public String name() {
    return "scf";
  }

  @Override
  public void request(SipServletRequest request) throws IOException, ServletParseException {
    Call call = Call.of(request.getApplicationSession());
    if (call != null) {
      within(call, request);
      countIfEnded(call);
    } else {
      initial(request);
    }
  }

  /** A change of what a broadcast session shows needs the right to it; all else is passed on. */
  private void within(Call call, SipServletRequest request) throws IOException {
    boolean judged =
        call.broadcast().isPresent()
            && OFFERS.contains(request.getMethod())
            && call.leg(request.getSession()) == Leg.CALLER;
    if (judged) {
      Decision decision =
          rules.within(call.impu(), call.broadcast().orElseThrow(), Broadcasts.read(request));
      if (decision.refusal() != null) {
        refuse(request, call.impu(), decision.refusal());
        return;
      }
      Broadcasts.note(request, decision.next());
    }
    relay.request(call, request);
  }

  private void refuse(SipServletRequest request, String impu, Refusal refusal) throws IOException {
    refused.incrementAndGet();
    IptvLogger.LOG.refused(impu, request.getMethod() + " to a channel", refusal.text());
    answers.refuse(request, refusal);
  }

  private void initial(SipServletRequest request) throws IOException, ServletParseException {
    switch (request.getMethod()) {
      case "INVITE" -> {
        if (invite(request)) {
          return;
        }
      }
      case "REGISTER" -> registrar.register(request);
      case "OPTIONS" -> answers.capabilities(request, ALLOW, "application/sdp");
      case "ACK", "CANCEL" -> IptvLogger.LOG.tracef("%s of no session", request.getMethod());
      default -> answers.methodNotAllowed(request, ALLOW);
    }
    Answers.end(request.getApplicationSession());
  }

  /** Returns whether a session has begun. */
  private boolean invite(SipServletRequest request) throws IOException, ServletParseException {
    Optional<String> impu =
        trust.trusts(request) ? trust.assertedIdentity(request) : Optional.empty();
    if (isBroadcast(request)) {
      return broadcast(request, impu);
    }
    Optional<String> contentId = contentId(request);
    Optional<Refusal> refusal = judge(impu, contentId);
    if (refusal.isPresent()) {
      refused.incrementAndGet();
      IptvLogger.LOG.refused(impu.orElse("somebody"), contentId.orElse("?"), refusal.get().text());
      answers.refuse(request, refusal.get());
      return false;
    }
    String id = contentId.orElseThrow();
    Call call =
        new Call(impu.orElseThrow(), id, request, mcfLeg(request, identities.contentUri(id)));
    return begin(call);
  }

  private boolean isBroadcast(SipServletRequest request) {
    return request.getRequestURI() instanceof SipURI uri
        && identities.domain().equalsIgnoreCase(uri.getHost())
        && identities.isBroadcast(uri.getUser());
  }

  /** Returns whether a session has begun. */
  private boolean broadcast(SipServletRequest request, Optional<String> impu)
      throws IOException, ServletParseException {
    Decision decision = rules.begin(impu, Broadcasts.read(request));
    if (decision.refusal() != null) {
      refuse(request, impu.orElse("somebody"), decision.refusal());
      return false;
    }
    SipServletRequest leg = mcfLeg(request, identities.broadcastUri());
    if (decision.offer() != null) {
      leg.setContent(decision.offer().getBytes(UTF_8), SessionDescription.MIME_TYPE);
    }
    Call call = new Call(impu.orElseThrow(), decision.next().channelId(), request, leg);
    call.broadcast(decision.next());
    return begin(call);
  }

  private Optional<String> contentId(SipServletRequest request) {
    return request.getRequestURI() instanceof SipURI uri
            && identities.domain().equalsIgnoreCase(uri.getHost())
        ? identities.contentId(uri.getUser())
        : Optional.empty();
  }

  private Optional<Refusal> judge(Optional<String> impu, Optional<String> contentId) {
    try {
      Optional<Viewer> viewer = Optional.empty();
      if (impu.isPresent()) {
        viewer = Optional.of(catalogue.viewer(impu.get()));
      }
      Optional<Film> film =
          viewer.isPresent() && contentId.isPresent()
              ? catalogue.film(contentId.get())
              : Optional.empty();
      return RightsDecision.decide(viewer, film);
    } catch (DatabaseUnavailableException e) {
      return Optional.of(Refusal.databaseDown());
    }
  }

  private boolean begin(Call call) throws IOException {
    SipServletRequest request = call.callerInvite();
    if (request.getMaxForwards() == 0) {
      answers.refuse(request, Refusal.of(483, "The request has gone through too many hops"));
      return false;
    }
    SipApplicationSession session = request.getApplicationSession();
    session.setAttribute(Call.ATTRIBUTE, call);
    // The audit keeps it alive and finds what is dead; this is for the case that it gets lost.
    session.setExpires(3 * settings.auditMinutes());
    call.patience(
        tools.timers().createTimer(session, settings.noAnswerSeconds() * 1000L, false, NO_ANSWER));
    try {
      call.mcfInvite().send();
    } catch (IOException | IllegalStateException e) {
      IptvLogger.LOG.sendFailed("SCF", "INVITE: " + e.getMessage());
      call.patience(null);
      answers.refuse(request, new Refusal(503, "The core cannot be reached", null, 5));
      return false;
    }
    active.incrementAndGet();
    return true;
  }

  /** The INVITE towards the MCF: addressed to it, To names what the rights were checked for. */
  private SipServletRequest mcfLeg(SipServletRequest request, String to)
      throws IOException, ServletParseException {
    SipServletRequest leg =
        tools
            .factory()
            .createRequest(
                request.getApplicationSession(),
                "INVITE",
                request.getFrom(),
                tools.factory().createAddress("<" + to + ">"));
    leg.setRequestURI(tools.factory().createURI(identities.mediaControlUri()));
    Copy.request(request, leg);
    if (request.getMaxForwards() > 0) {
      leg.setMaxForwards(request.getMaxForwards() - 1);
    }
    for (String route : routes(request)) {
      leg.pushRoute(tools.factory().createAddress(route));
    }
    Relay.link(request, leg);
    return leg;
  }

  /**
   * The Routes the core wants us to go by, its return route among them (TS 24.229 clause 5.7.3), in
   * the order to be pushed: last first.
   */
  private List<String> routes(SipServletRequest request) {
    List<String> routes = new ArrayList<>();
    for (Iterator<String> i = request.getHeaders("Route"); i.hasNext(); ) {
      routes.add(i.next());
    }
    if (routes.isEmpty()) {
      routes.add("<" + settings.coreRoute() + ">");
    }
    Collections.reverse(routes);
    return routes;
  }

  @Override
  public void response(SipServletResponse response) throws IOException {
    Call call = Call.of(response.getApplicationSession());
    if (call == null) {
      return;
    }
    switch (response.getMethod()) {
      case "CANCEL" -> IptvLogger.LOG.tracef("CANCEL answered");
      case "BYE" -> {
        if (response.getStatus() >= 200) {
          ending.byeAnswered(call, call.leg(response.getSession()));
        }
      }
      case "OPTIONS" -> audited(call, response);
      default -> {
        if (call.isToFirstInvite(response)) {
          answered(call, response);
        } else {
          Broadcasts.settle(call, response);
          relay.response(call, response);
        }
      }
    }
    countIfEnded(call);
  }

  /** The MCF has answered the first INVITE. */
  private void answered(Call call, SipServletResponse response) throws IOException {
    SipServletRequest invite = call.callerInvite();
    if (response.getStatus() < 200) {
      boolean reliable = Relay.isReliable(response);
      relay.provisional(
          call,
          invite,
          response,
          call.state().provisional(response.getStatus(), reliable, Relay.takesReliable(invite)));
      return;
    }
    switch (call.state().answer(response.getStatus(), call.isFork(response))) {
      case RELAY -> {
        call.patience(null);
        pass(call, response);
      }
      case ACK_AND_BYE -> ending.discard(call, response);
      case DROP -> IptvLogger.LOG.tracef("answer not passed on");
    }
    if (call.state().phase() == Phase.ENDED) {
      Ending.end(call);
    }
  }

  private void pass(Call call, SipServletResponse response) throws IOException {
    if (CallState.isSuccess(response.getStatus())) {
      established.incrementAndGet();
      call.answeredBy(response);
      call.awaitAck(Leg.CALLER, call.callerInvite(), response);
      tools.after(call.applicationSession(), (long) settings.auditMinutes() * MINUTE_MILLIS, AUDIT);
    }
    boolean sent = Relay.send(Relay.answer(call.callerInvite(), response));
    if (!sent && call.state().fail()) {
      ending.tellBoth(call, "the caller cannot be reached");
    }
  }

  @Override
  public void timeout(SipApplicationSession session, Serializable info) throws IOException {
    Call call = Call.of(session);
    if (call == null) {
      return;
    }
    if (info.equals(NO_ANSWER)) {
      IptvLogger.LOG.noAnswer(call.contentId(), settings.noAnswerSeconds());
      ending.giveUp(call, Refusal.of(504, "The media control function does not answer"));
    } else if (info.equals(AUDIT) && call.state().phase() == Phase.ANSWERED) {
      audit(call, session);
    } else {
      Ending.end(call);
    }
    countIfEnded(call);
  }

  /** Asks both sides whether they still know the session; a side that does not ends it. */
  private void audit(Call call, SipApplicationSession session) throws IOException {
    session.setExpires(3 * settings.auditMinutes());
    tools.after(session, (long) settings.auditMinutes() * MINUTE_MILLIS, AUDIT);
    for (Leg leg : Leg.values()) {
      if (Relay.hasDialogue(call.session(leg))) {
        call.session(leg).createRequest("OPTIONS").send();
      }
    }
  }

  private void audited(Call call, SipServletResponse response) throws IOException {
    if (Relay.origin(response) != null) {
      relay.response(call, response);
    } else if (call.state().settled(Leg.CALLER, false, response.getStatus())) {
      ending.tellBoth(call, "a side no longer knows it");
    }
  }

  @Override
  public void notAcknowledged(SipServletRequest request) throws IOException {
    Call call = Call.of(request.getApplicationSession());
    if (call == null) {
      return;
    }
    if (call.state().fail()) {
      ending.tellBoth(call, "no ACK");
    } else {
      ending.giveUp(call, Refusal.of(504, "A provisional response was not acknowledged"));
    }
    countIfEnded(call);
  }

  @Override
  public void expired(SipApplicationSession session) {
    Call call = Call.of(session);
    if (call != null) {
      call.state().over();
      countIfEnded(call);
    }
  }

  private void countIfEnded(Call call) {
    if (call.state().phase() == Phase.ENDED && call.leave()) {
      active.decrementAndGet();
    }
  }

  /** Sessions that have begun and not ended. */
  public int activeSessions() {
    return active.get();
  }

  /** Sessions the MCF has accepted since the start. */
  public long establishedSessions() {
    return established.get();
  }

  /** INVITEs refused by rights since the start. */
  public long refusedSessions() {
    return refused.get();
  }

  /** Users registered now. */
  public int registrationCount() {
    return book.size(clock.millis());
  }
}
