/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.log.IptvLogger;
import org.castbridge.iptv.scf.ScfBean;
import org.castbridge.iptv.sdf.SdfBean;
import org.castbridge.iptv.sip.Answers;
import org.castbridge.iptv.sip.FunctionChoice;
import org.castbridge.iptv.sip.Refusal;
import org.castbridge.iptv.sip.SipFunction;
import org.castbridge.iptv.sip.SipTools;

/**
 * The shell both SIP servlets share: finds the function a message belongs to, whichever servlet the
 * container has given it to. An application session belongs to one function from its first request
 * on.
 */
public abstract class FunctionServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient IptvConfig config;
  @Inject private transient SdfBean sdf;
  @Inject private transient ScfBean scf;

  @Override
  public void init() throws ServletException {
    SipTools tools = SipTools.of(getServletContext());
    sdf.start(tools);
    scf.start(tools);
  }

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    SipFunction function = functionOf(request);
    if (function == null) {
      refuse(request, Refusal.of(404, "Neither service discovery nor a film is at this address"));
      Answers.end(request.getApplicationSession());
      return;
    }
    try {
      function.request(request);
    } catch (IOException | ServletParseException | RuntimeException e) {
      IptvLogger.LOG.requestFailed(request.getMethod(), function.name(), e);
      answerFailed(request);
    }
  }

  private SipFunction functionOf(SipServletRequest request) {
    SipApplicationSession session = request.getApplicationSession();
    if (session.getAttribute(SipFunction.ATTRIBUTE) instanceof SipFunction known) {
      return known;
    }
    String routeUser =
        request.getPoppedRoute() == null ? null : user(request.getPoppedRoute().getURI());
    Optional<FunctionChoice> choice =
        FunctionChoice.of(
            routeUser, user(request.getRequestURI()), request.getMethod(), config.identities());
    if (choice.isEmpty()) {
      return null;
    }
    SipFunction function = choice.get() == FunctionChoice.SDF ? sdf.function() : scf.function();
    session.setAttribute(SipFunction.ATTRIBUTE, function);
    return function;
  }

  private static String user(URI uri) {
    return uri instanceof SipURI sip ? sip.getUser() : null;
  }

  private void answerFailed(SipServletRequest request) throws IOException {
    boolean answerable =
        !request.isCommitted()
            && !request.getMethod().equals("ACK")
            && !request.getMethod().equals("CANCEL");
    if (answerable) {
      refuse(request, Refusal.of(500, "The request failed on our side"));
    }
    if (request.isInitial()) {
      Answers.end(request.getApplicationSession());
    }
  }

  private void refuse(SipServletRequest request, Refusal refusal) throws IOException {
    new Answers(config.domain()).refuse(request, refusal);
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    SipApplicationSession session = response.getApplicationSession(false);
    if (session == null
        || !session.isValid()
        || !(session.getAttribute(SipFunction.ATTRIBUTE) instanceof SipFunction function)) {
      return;
    }
    try {
      function.response(response);
    } catch (IOException | RuntimeException e) {
      String event = response.getStatus() + " to " + response.getMethod();
      IptvLogger.LOG.eventFailed(event, function.name(), e);
    }
  }
}
