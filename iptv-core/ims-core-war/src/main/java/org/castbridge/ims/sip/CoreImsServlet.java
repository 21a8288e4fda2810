/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.ims.CoreIms;
import org.castbridge.ims.Counters.Counter;
import org.castbridge.ims.message.SipRefusal;

/** Entry of every SIP message of the Core IMS. */
@javax.servlet.sip.annotation.SipServlet(
    name = CoreImsServlet.NAME,
    applicationName = CoreImsServlet.NAME,
    loadOnStartup = 1)
public class CoreImsServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  static final String NAME = "ims-core";
  static final String ALLOW =
      "REGISTER, INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, OPTIONS, SUBSCRIBE, NOTIFY, MESSAGE, PUBLISH, REFER";

  private static final Set<String> KNOWN = Set.of(ALLOW.split(", "));
  private static final Set<String> STARTING =
      Set.of("INVITE", "OPTIONS", "SUBSCRIBE", "MESSAGE", "PUBLISH", "REFER");

  @Inject private transient CoreService service;
  @Resource private transient SipFactory factory;

  private transient CoreIms core;
  private transient ThirdPartySender thirdParty;
  private transient RegisterHandler registers;
  private transient SessionHandler sessions;
  private transient DialogueHandler dialogues;

  @Override
  public void init() throws ServletException {
    super.init();
    core = service.core();
    thirdParty = new ThirdPartySender(core, factory, NAME);
    registers = new RegisterHandler(core, thirdParty);
    sessions = new SessionHandler(core, factory, service.serverTimeout(), service.sessionMinutes());
    dialogues = new DialogueHandler(core);
    service.connect(thirdParty, sessions::timedOut);
  }

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    try {
      if (!request.isInitial()) {
        dialogues.handle(request);
        return;
      }
      check(request);
      if (request.getMethod().equals("REGISTER")) {
        registers.handle(request);
        forget(request);
      } else {
        sessions.handle(request);
      }
    } catch (SipRefusal e) {
      refuse(request, e);
    } catch (RuntimeException e) {
      CoreLog.LOG.failed(request.getMethod(), request.getRequestURI().toString(), e);
      refuse(request, new SipRefusal(500, "the core could not handle this request"));
    }
  }

  private static void check(SipServletRequest request) throws SipRefusal {
    String method = request.getMethod();
    if (!KNOWN.contains(method)) {
      throw new SipRefusal(405, "the method is not known here", Map.of("Allow", ALLOW));
    }
    boolean starts = method.equals("REGISTER") || STARTING.contains(method);
    if (!starts || request.getTo().getParameter("tag") != null) {
      throw new SipRefusal(481, "there is no such dialogue here");
    }
    String event = request.getHeader("Event");
    if (method.equals("SUBSCRIBE")
        && event != null
        && event.trim().split("[;\\s]")[0].equals("reg")) {
      // Sent on, it would reach the subscriber's own client.
      throw new SipRefusal(
          489, "registration state is not offered", Map.of("Allow-Events", "ua-profile"));
    }
  }

  private void refuse(SipServletRequest request, SipRefusal refusal) throws IOException {
    core.counters().count(Counter.REFUSALS);
    String uri = request.getRequestURI().toString();
    CoreLog.LOG.refused(
        request.getMethod(),
        uri,
        request.getRemoteAddr() + ":" + request.getRemotePort(),
        refusal.status(),
        refusal.getMessage());
    if (request.getMethod().equals("ACK") || request.isCommitted()) {
      return;
    }
    try {
      Messages.refuse(request, refusal, core.home().domain());
    } finally {
      forget(request);
    }
  }

  /** A request answered here leaves nothing behind; the session of an INVITE waits for its ACK. */
  private static void forget(SipServletRequest request) {
    if (request.getMethod().equals("INVITE")) {
      request.getApplicationSession().setInvalidateWhenReady(true);
    } else if (request.isInitial()) {
      request.getApplicationSession().invalidate();
    }
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    if (!thirdParty.answered(response)) {
      sessions.answered(response);
    }
  }
}
