/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.ProxyBranch;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.URI;
import org.castbridge.ims.CoreIms;
import org.castbridge.ims.Counters.Counter;
import org.castbridge.ims.ifc.DefaultHandling;
import org.castbridge.ims.message.SipRefusal;
import org.castbridge.ims.routing.InitialRequest;
import org.castbridge.ims.routing.RoutingPlan;
import org.mobicents.javax.servlet.sip.ProxyBranchExt;
import org.mobicents.servlet.sip.proxy.ProxyBranchImpl;

/**
 * Sends initial requests where the plan says, and on along the chain when an application server
 * fails.
 */
final class SessionHandler {
  /** Methods that make a dialogue, whose further requests must pass here too. */
  private static final Set<String> RECORD_ROUTED = Set.of("INVITE", "SUBSCRIBE", "REFER");

  private static final String ATTRIBUTE = SessionHandler.class.getName();

  /** A request under way to an application server. */
  private record Pending(InitialRequest request, RoutingPlan plan, boolean answered) {}

  private final CoreIms core;
  private final SipFactory factory;
  private final int serverTimeout;
  private final int sessionMinutes;

  SessionHandler(CoreIms core, SipFactory factory, int serverTimeout, int sessionMinutes) {
    this.core = core;
    this.factory = factory;
    this.serverTimeout = serverTimeout;
    this.sessionMinutes = sessionMinutes;
  }

  void handle(SipServletRequest request) throws ServletException, IOException, SipRefusal {
    InitialRequest initial = Messages.initial(request, core.home());
    RoutingPlan plan = core.route(initial, Instant.now());
    if (plan.kind() == RoutingPlan.Kind.SELF) {
      pong(request);
      return;
    }
    if (plan.identity().isPresent()) {
      request.removeHeader("P-Preferred-Identity");
      request.removeHeader("P-Asserted-Identity");
      request.addHeader("P-Asserted-Identity", "<" + plan.identity().get() + ">");
    }
    if (RECORD_ROUTED.contains(request.getMethod())) {
      // The engine forgets a session after three silent minutes; a film is longer, and its BYE must
      // find its way.
      request.getApplicationSession().setExpires(sessionMinutes);
    }
    Proxy proxy = request.getProxy();
    proxy.setParallel(false);
    proxy.setRecurse(false);
    proxy.setSupervised(true);
    proxy.setRecordRoute(RECORD_ROUTED.contains(request.getMethod()));
    follow(proxy, request, initial, plan);
  }

  private void follow(
      Proxy proxy, SipServletRequest request, InitialRequest initial, RoutingPlan plan)
      throws ServletParseException, SipRefusal {
    ProxyBranch branch = prepare(proxy, request, initial, plan);
    try {
      proxy.startProxy();
    } catch (IllegalStateException e) {
      CoreLog.LOG.notSent(request.getMethod(), request.getRequestURI().toString(), e.getMessage());
      stopTimers(branch);
      unreachable(proxy, request, initial, plan);
    }
  }

  /** Makes the branch a plan asks for; it is not started yet. */
  private ProxyBranch prepare(
      Proxy proxy, SipServletRequest request, InitialRequest initial, RoutingPlan plan)
      throws ServletParseException {
    URI target =
        plan.requestUri().isPresent()
            ? factory.createURI(plan.requestUri().get())
            : request.getRequestURI();
    ProxyBranch branch = proxy.createProxyBranches(List.of(target)).get(0);
    List<String> routes = new ArrayList<>(plan.routes());
    Collections.reverse(routes);
    for (String route : routes) {
      branch.getRequest().pushRoute(factory.createAddress(route));
    }
    if (plan.kind() == RoutingPlan.Kind.APPLICATION_SERVER) {
      request.getSession().setAttribute(ATTRIBUTE, new Pending(initial, plan, false));
      // Only an INVITE is answered provisionally; for the rest the first answer is the last.
      if (branch instanceof ProxyBranchExt ext && request.getMethod().equals("INVITE")) {
        ext.setProxyBranch1xxTimeout(serverTimeout);
      } else {
        branch.setProxyBranchTimeout(serverTimeout);
      }
    }
    return branch;
  }

  /** The engine has started a branch's timers before it finds that it cannot send. */
  private static void stopTimers(ProxyBranch branch) {
    if (branch instanceof ProxyBranchImpl started) {
      started.cancelTimer();
      started.cancel1xxTimer();
    }
  }

  /** The next hop could not even be connected to. */
  private void unreachable(
      Proxy proxy, SipServletRequest request, InitialRequest initial, RoutingPlan plan)
      throws ServletParseException, SipRefusal {
    core.counters().count(Counter.APPLICATION_SERVER_FAILURES);
    if (plan.kind() == RoutingPlan.Kind.APPLICATION_SERVER
        && plan.defaultHandling() == DefaultHandling.SESSION_CONTINUED) {
      CoreLog.LOG.serverPassedOver(503, request.getMethod(), request.getRequestURI().toString());
      follow(proxy, request, initial, core.continueAfter(initial, plan, Instant.now()));
      return;
    }
    throw new SipRefusal(503, "the next hop cannot be reached");
  }

  /** A response on its way back through the proxy. */
  void answered(SipServletResponse response) throws ServletParseException {
    Object attribute = response.getSession().getAttribute(ATTRIBUTE);
    if (!(attribute instanceof Pending pending)) {
      return;
    }
    if (response.getStatus() < 200) {
      Pending heard = new Pending(pending.request(), pending.plan(), true);
      response.getSession().setAttribute(ATTRIBUTE, heard);
      return;
    }
    response.getSession().removeAttribute(ATTRIBUTE);
    if (hasFailed(response) && !pending.answered()) {
      passOver(response, pending);
    }
  }

  /** TS 24.229 5.4.3.2: no answer, 408 or 5xx, before anything was heard of the server. */
  private static boolean hasFailed(SipServletResponse response) {
    return response.getStatus() == 408 || response.getStatus() / 100 == 5;
  }

  private void passOver(SipServletResponse response, Pending pending) throws ServletParseException {
    core.counters().count(Counter.APPLICATION_SERVER_FAILURES);
    Proxy proxy = response.getProxy();
    SipServletRequest request = proxy == null ? null : proxy.getOriginalRequest();
    Optional<RoutingPlan> next = nextPlan(request, pending, response.getStatus());
    if (next.isPresent()) {
      try {
        follow(proxy, request, pending.request(), next.get());
      } catch (SipRefusal e) {
        CoreLog.LOG.debugf("nothing follows the failed application server: %s", e.getMessage());
      }
    }
  }

  /**
   * An application server has said nothing in time. The engine answers 408 after this, unless there
   * is a branch that has not been tried.
   */
  void timedOut(ProxyBranch branch) {
    Proxy proxy = branch.getProxy();
    SipServletRequest request = proxy.getOriginalRequest();
    if (request == null
        || !(request.getSession().getAttribute(ATTRIBUTE) instanceof Pending pending)) {
      return;
    }
    request.getSession().removeAttribute(ATTRIBUTE);
    core.counters().count(Counter.APPLICATION_SERVER_FAILURES);
    Optional<RoutingPlan> next = nextPlan(request, pending, SipServletResponse.SC_REQUEST_TIMEOUT);
    if (next.isPresent()) {
      try {
        prepare(proxy, request, pending.request(), next.get());
      } catch (ServletParseException e) {
        CoreLog.LOG.failed(request.getMethod(), request.getRequestURI().toString(), e);
      }
    }
  }

  /** The plan after a failed one; empty if the caller must get the server's own answer. */
  private Optional<RoutingPlan> nextPlan(SipServletRequest request, Pending pending, int status) {
    boolean ends = pending.plan().defaultHandling() == DefaultHandling.SESSION_TERMINATED;
    if (request == null || ends) {
      return Optional.empty();
    }
    CoreLog.LOG.serverPassedOver(status, request.getMethod(), request.getRequestURI().toString());
    try {
      return Optional.of(core.continueAfter(pending.request(), pending.plan(), Instant.now()));
    } catch (SipRefusal e) {
      CoreLog.LOG.debugf("nothing follows the failed application server: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private static void pong(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.setHeader("Allow", CoreImsServlet.ALLOW);
    response.setHeader("Supported", "path");
    response.send();
  }
}
