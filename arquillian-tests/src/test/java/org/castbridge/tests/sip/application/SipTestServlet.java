/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.sip.application;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import javax.servlet.sip.Rel100Exception;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;

/** Answers what SIPp sends, as a plain user agent server would. */
@javax.servlet.sip.annotation.SipServlet(
    name = SipTestServlet.NAME,
    applicationName = SipTestServlet.NAME)
public class SipTestServlet extends SipServlet {
  public static final String NAME = "sip-test";

  /** A header of the scenarios: what the callee does with an INVITE. */
  private static final String CALLEE = "X-Callee";

  private static final String INVITE = "invite";
  private static final long serialVersionUID = 1L;

  @Resource private transient SipFactory resourceFactory;
  @Inject private transient SipFactory injectedFactory;
  @Inject private transient TimerService timers;
  @Inject private transient SipSessionsUtil sessions;

  @Override
  protected void doOptions(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    boolean wired =
        resourceFactory != null
            && resourceFactory == injectedFactory
            && timers != null
            && sessions != null;
    response.setHeader("X-Wired", Boolean.toString(wired));
    response.send();
    request.getApplicationSession().invalidate();
  }

  @Override
  protected void doRegister(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
    request.getApplicationSession().invalidate();
  }

  @Override
  protected void doInvite(SipServletRequest request) throws IOException {
    if (!request.isInitial()) {
      request.createResponse(SipServletResponse.SC_OK).send();
      return;
    }
    String callee = request.getHeader(CALLEE);
    if ("rings".equals(callee)) {
      request.createResponse(SipServletResponse.SC_RINGING).send();
    } else if ("reliable".equals(callee)) {
      ringReliably(request);
    } else {
      request.createResponse(SipServletResponse.SC_RINGING).send();
      request.createResponse(SipServletResponse.SC_OK).send();
    }
  }

  private static void ringReliably(SipServletRequest request) throws IOException {
    request.getSession().setAttribute(INVITE, request);
    try {
      request.createResponse(SipServletResponse.SC_SESSION_PROGRESS).sendReliably();
    } catch (Rel100Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  protected void doPrack(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
    SipServletRequest invite = (SipServletRequest) request.getSession().getAttribute(INVITE);
    invite.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
    request.getApplicationSession().invalidate();
  }

  @Override
  protected void doSubscribe(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.setExpires(request.getExpires());
    response.send();
    notify(request.getSession(), request.getHeader("Event"), request.getExpires() > 0);
  }

  private static void notify(SipSession session, String event, boolean active) throws IOException {
    SipServletRequest notify = session.createRequest("NOTIFY");
    notify.setHeader("Event", event);
    notify.setHeader(
        "Subscription-State", active ? "active;expires=60" : "terminated;reason=timeout");
    notify.send();
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) {
    String state = response.getRequest().getHeader("Subscription-State");
    if (state != null && state.startsWith("terminated")) {
      response.getApplicationSession().invalidate();
    }
  }
}
