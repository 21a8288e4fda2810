/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

import java.io.IOException;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Asked;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Judgement;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Refused;
import org.castbridge.iptv.sdf.SubscriptionPolicy.Taken;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.CoreTrust;
import org.castbridge.iptv.sip.Refusal;
import org.castbridge.iptv.sip.RegistrationBook;
import org.castbridge.iptv.sip.SipFunction;
import org.castbridge.iptv.sip.SipTools;
import org.castbridge.iptv.sip.ThirdPartyRegistrar;

/** The SDF on ISC: registrations told by the core, subscriptions of users, notifications. */
public final class SdfFunction implements SipFunction {
  private static final String ALLOW = "SUBSCRIBE, REGISTER, OPTIONS";
  private static final int GRACE_STEP_MILLIS = 100;
  private static final int TIMER_SLACK_MILLIS = 1000;
  private static final String AWAITED = "castbridge.sdf.awaited";

  private enum Wake {
    REGISTRATION,
    CHANGE,
    EXPIRY,
    DEREGISTERED
  }

  /** A SUBSCRIBE that overtook its user's third-party REGISTER. */
  private record Awaited(SipServletRequest request, String impu, int seconds, long deadline) {}

  private final SipTools tools;
  private final SubscriptionPolicy policy;
  private final Supplier<Attachment> attachment;
  private final CoreTrust trust;
  private final Answers answers;
  private final int graceMillis;
  private final InstantSource clock;
  private final RegistrationBook book = new RegistrationBook();
  private final Watchers watchers = new Watchers();
  private final ThirdPartyRegistrar registrar;

  SdfFunction(
      SipTools tools,
      SubscriptionPolicy policy,
      Supplier<Attachment> attachment,
      CoreTrust trust,
      Answers answers,
      int graceMillis,
      InstantSource clock) {
    this.tools = tools;
    this.policy = policy;
    this.attachment = attachment;
    this.trust = trust;
    this.answers = answers;
    this.graceMillis = graceMillis;
    this.clock = clock;
    this.registrar = new ThirdPartyRegistrar("SDF", book, trust, answers, clock);
  }

  @Override
  public String name() {
    return "sdf";
  }

  @Override
  public void request(SipServletRequest request) throws IOException, ServletParseException {
    switch (request.getMethod()) {
      case "SUBSCRIBE" -> subscribe(request);
      case "REGISTER" -> {
        registrar.register(request).ifPresent(this::wakeWatchersOf);
        Answers.end(request.getApplicationSession());
      }
      case "OPTIONS" -> {
        answers.capabilities(request, ALLOW, attachment.get().contentType());
        endUnlessWatched(request.getApplicationSession());
      }
      case "ACK" -> endUnlessWatched(request.getApplicationSession());
      default -> {
        answers.methodNotAllowed(request, ALLOW);
        endUnlessWatched(request.getApplicationSession());
      }
    }
  }

  private static void endUnlessWatched(SipApplicationSession session) {
    if (session.getAttribute(Watch.ATTRIBUTE) == null) {
      Answers.end(session);
    }
  }

  private void subscribe(SipServletRequest request) throws IOException {
    if (request.isInitial()) {
      begin(request);
      return;
    }
    Watch watch = (Watch) request.getApplicationSession().getAttribute(Watch.ATTRIBUTE);
    if (watch == null || watch.isOver()) {
      answers.refuse(request, Refusal.of(481, "The subscription has ended"));
    } else if (judged(request, policy.duration(request.getExpires())) instanceof Taken taken) {
      grant(request, watch, taken.seconds());
    }
  }

  private void begin(SipServletRequest request) throws IOException {
    Optional<String> impu =
        trust.trusts(request) ? trust.assertedIdentity(request) : Optional.empty();
    if (impu.isEmpty()) {
      answers.refuse(request, Refusal.of(403, "The core has asserted no identity"));
      Answers.end(request.getApplicationSession());
    } else if (judged(request, policy.initial(asked(request))) instanceof Taken taken) {
      Awaited awaited =
          new Awaited(request, impu.get(), taken.seconds(), clock.millis() + graceMillis);
      request.getApplicationSession().setAttribute(AWAITED, awaited);
      goOn(request.getApplicationSession(), awaited);
    } else {
      Answers.end(request.getApplicationSession());
    }
  }

  /** Answers a refused SUBSCRIBE; the judgement is passed on. */
  private Judgement judged(SipServletRequest request, Judgement judgement) throws IOException {
    if (judgement instanceof Refused refused) {
      SipServletResponse response = request.createResponse(refused.refusal().status());
      answers.explain(response, refused.refusal());
      if (refused.header() != null) {
        response.setHeader(refused.header(), refused.value());
      }
      response.send();
    }
    return judgement;
  }

  private static Asked asked(SipServletRequest request) {
    String user = null;
    String host = null;
    if (request.getRequestURI() instanceof SipURI uri) {
      user = uri.getUser();
      host = uri.getHost();
    }
    List<String> accept = new ArrayList<>();
    request.getHeaders("Accept").forEachRemaining(accept::add);
    return new Asked(user, host, request.getHeader("Event"), accept, request.getExpires());
  }

  /**
   * The core tells us of a registration when it answers it to the user, so the user's SUBSCRIBE may
   * be here first. It is kept for a moment rather than refused.
   */
  private void goOn(SipApplicationSession session, Awaited awaited) throws IOException {
    long now = clock.millis();
    if (book.isRegistered(awaited.impu(), now)) {
      session.removeAttribute(AWAITED);
      SipServletRequest request = awaited.request();
      String id = EventHeader.parse(request.getHeader("Event")).parameter("id", "");
      Watch watch = new Watch(awaited.impu(), request.getSession(), id);
      session.setAttribute(Watch.ATTRIBUTE, watch);
      grant(request, watch, awaited.seconds());
    } else if (now < awaited.deadline()) {
      tools.after(session, GRACE_STEP_MILLIS, Wake.REGISTRATION);
    } else {
      answers.refuse(awaited.request(), Refusal.of(403, awaited.impu() + " is not registered"));
      Answers.end(session);
    }
  }

  private void grant(SipServletRequest request, Watch watch, int seconds) throws IOException {
    SipServletResponse ok = request.createResponse(200);
    // Without Expires the stack refuses to send a 2xx to SUBSCRIBE.
    ok.setExpires(seconds);
    ok.send();
    SipApplicationSession session = request.getApplicationSession();
    if (seconds == 0) {
      finish(session, watch, "timeout");
      return;
    }
    watch.prolong(clock.millis() + seconds * 1000L);
    // The expiry timer comes first; this is for the case that it gets lost.
    session.setExpires(seconds / 60 + 2);
    tools.after(session, seconds * 1000L, Wake.EXPIRY);
    watchers.add(session.getId(), watch.impu());
    notify(watch, "active;expires=" + seconds);
  }

  private void finish(SipApplicationSession session, Watch watch, String reason)
      throws IOException {
    watch.finish();
    watchers.remove(session.getId());
    notify(watch, "terminated;reason=" + reason);
  }

  private void notify(Watch watch, String state) throws IOException {
    Attachment current = attachment.get();
    SipServletRequest notify = watch.session().createRequest("NOTIFY");
    String id = watch.eventId().isEmpty() ? "" : ";id=" + watch.eventId();
    // effective-by=0: the equipment shall use the information at once (RFC 6080 section 6.7).
    notify.setHeader("Event", SubscriptionPolicy.EVENT_PACKAGE + ";effective-by=0" + id);
    notify.setHeader("Subscription-State", state);
    notify.setContent(current.body(), current.contentType());
    notify.send();
  }

  @Override
  public void response(SipServletResponse response) {
    SipApplicationSession session = response.getApplicationSession();
    Watch watch = (Watch) session.getAttribute(Watch.ATTRIBUTE);
    // A watcher that refuses a NOTIFY has forgotten the subscription (RFC 6665 section 4.2.2).
    boolean forgotten = response.getStatus() >= 300;
    if (response.getStatus() >= 200 && (watch == null || watch.isOver() || forgotten)) {
      drop(session);
    }
  }

  private void drop(SipApplicationSession session) {
    watchers.remove(session.getId());
    Answers.end(session);
  }

  @Override
  public void timeout(SipApplicationSession session, Serializable info) throws IOException {
    Watch watch = (Watch) session.getAttribute(Watch.ATTRIBUTE);
    if (info == Wake.REGISTRATION && session.getAttribute(AWAITED) instanceof Awaited awaited) {
      goOn(session, awaited);
    } else if (watch != null && !watch.isOver()) {
      wake(session, watch, (Wake) info);
    }
  }

  private void wake(SipApplicationSession session, Watch watch, Wake wake) throws IOException {
    long left = watch.millisLeft(clock.millis());
    switch (wake) {
      case CHANGE -> notify(watch, "active;expires=" + left / 1000);
      case DEREGISTERED -> finish(session, watch, "noresource");
      case EXPIRY -> {
        // A refresh has set a later timer; the earlier one finds time left. A timer may be early.
        if (left == 0) {
          finish(session, watch, "timeout");
        } else if (left < TIMER_SLACK_MILLIS) {
          tools.after(session, left, Wake.EXPIRY);
        }
      }
      case REGISTRATION -> IptvLogger.LOG.tracef("the registration has come in time");
    }
  }

  /**
   * Sends the information to every watcher again, each under its own lock; returns their number.
   */
  public int notifyAllWatchers() {
    List<String> sessions = watchers.all();
    sessions.forEach(id -> wake(id, Wake.CHANGE));
    return sessions.size();
  }

  private void wakeWatchersOf(String impu) {
    watchers.of(impu).forEach(id -> wake(id, Wake.DEREGISTERED));
  }

  private void wake(String sessionId, Wake wake) {
    SipApplicationSession session = tools.sessions().getApplicationSessionById(sessionId);
    if (session == null || !session.isValid()) {
      watchers.remove(sessionId);
    } else {
      tools.after(session, 1, wake);
    }
  }

  @Override
  public void notAcknowledged(SipServletRequest request) {
    // Nothing here is acknowledged: the SDF takes no INVITE.
    Answers.end(request.getApplicationSession());
  }

  @Override
  public void expired(SipApplicationSession session) {
    watchers.remove(session.getId());
  }

  /** Subscriptions alive. */
  public int watcherCount() {
    return watchers.size();
  }

  /** Users registered now. */
  public int registrationCount() {
    return book.size(clock.millis());
  }
}
