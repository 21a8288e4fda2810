/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.sip;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.SipURI;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.SignallingGateway;
import org.castbridge.signalling.ims.Warning;

/** Receives on Gm: answers what can be answered at once, hands the rest to the user. */
@javax.servlet.sip.annotation.SipServlet(name = "sgw", applicationName = "sgw", loadOnStartup = 1)
public class SgwSipServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient SignallingGateway gateway;
  @Inject transient SipHandler handler;

  @Override
  public void init() throws ServletException {
    handler.attach(
        (SipFactory) getServletContext().getAttribute(SIP_FACTORY),
        (SipSessionsUtil) getServletContext().getAttribute(SIP_SESSIONS_UTIL));
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    Optional<SipUser> user = user(response);
    if (user.isPresent()) {
      user.get().receive(response);
    } else {
      GatewayLog.LOG.debugf(
          "%d to %s for a user who left", response.getStatus(), response.getMethod());
    }
  }

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    switch (request.getMethod()) {
      case "ACK", "CANCEL" -> {} // the container has done what is to be done
      case "NOTIFY" -> doNotify(request);
      case "BYE" -> doBye(request);
      case "MESSAGE" -> doMessage(request);
      case "OPTIONS" -> capabilities(request, 200);
      case "INVITE", "UPDATE" -> doOffer(request);
      case "INFO" -> doInfo(request);
      default -> capabilities(request, 405);
    }
    if (request.isInitial()) {
      request.getApplicationSession().invalidate();
    }
  }

  @Override
  protected void doNotify(SipServletRequest request) throws IOException {
    Optional<SipUser> user = request.isInitial() ? Optional.empty() : user(request);
    if (user.isEmpty()) {
      refuse(request, 481, "no such subscription");
      return;
    }
    try {
      var attachment = user.get().conformance().notify(headers(request), request.getRawContent());
      request.createResponse(200).send();
      user.get().attachment(attachment);
    } catch (SipConformanceException e) {
      GatewayLog.LOG.sipNotConforming("NOTIFY", e.getMessage());
      refuse(request, e.status(), e.getMessage());
    }
  }

  @Override
  protected void doBye(SipServletRequest request) throws IOException {
    request.createResponse(200).send();
    String call = (String) request.getSession().getAttribute(SipHandler.CALL);
    user(request).ifPresent(user -> user.byeReceived(call));
  }

  @Override
  protected void doMessage(SipServletRequest request) throws IOException {
    Optional<SipUser> user = user(request);
    if (user.isEmpty()) {
      refuse(request, 404, "no such user here");
      return;
    }
    try {
      var attachment = user.get().conformance().message(headers(request), request.getRawContent());
      request.createResponse(200).send();
      user.get().attachment(attachment);
    } catch (SipConformanceException e) {
      GatewayLog.LOG.sipNotConforming("MESSAGE", e.getMessage());
      SipServletResponse response = warned(request, e.status(), e.getMessage());
      response.setHeader("Accept", user.get().conformance().discoveryType());
      response.send();
    }
  }

  /** A refresh is agreed to; W2 version 1 cannot carry a new offer to the browser. */
  private void doOffer(SipServletRequest request) throws IOException {
    if (request.isInitial()) {
      refuse(request, 403, "this user agent takes no calls");
      return;
    }
    if (request.getContentLength() > 0) {
      refuse(request, 488, "the media of a film cannot be changed");
      return;
    }
    SipServletResponse response = request.createResponse(200);
    String call = (String) request.getSession().getAttribute(SipHandler.CALL);
    Optional<SipUser> user = user(request);
    byte[] sdp = user.isPresent() ? user.get().localDescription(call) : null;
    if (request.getMethod().equals("INVITE") && sdp != null) {
      response.setContent(sdp, "application/sdp");
    }
    response.send();
  }

  @Override
  protected void doInfo(SipServletRequest request) throws IOException {
    if (request.getHeader("Info-Package") == null) {
      request.createResponse(200).send();
      return;
    }
    SipServletResponse response = warned(request, 469, "no Info-Package is understood"); // RFC 6086
    response.setHeader("Recv-Info", "");
    response.send();
  }

  private static void capabilities(SipServletRequest request, int status) throws IOException {
    SipServletResponse response = request.createResponse(status);
    response.setHeader("Allow", SipMessageBuilder.ALLOW);
    response.setHeader("Accept", "application/sdp");
    response.send();
  }

  private static void refuse(SipServletRequest request, int status, String why) throws IOException {
    warned(request, status, why).send();
  }

  private static SipServletResponse warned(SipServletRequest request, int status, String why) {
    SipServletResponse response = request.createResponse(status);
    response.setHeader("Warning", new Warning(Warning.MISCELLANEOUS, "sgw", why).toString());
    return response;
  }

  /** By the application session; a request outside of any dialogue: by the registered contact. */
  private Optional<SipUser> user(SipServletMessage message) {
    Object token = message.getApplicationSession().getAttribute(SipHandler.USER);
    if (token != null) {
      return gateway.sipUser((String) token);
    }
    boolean named =
        message instanceof SipServletRequest request && request.getRequestURI() instanceof SipURI;
    String contact =
        named ? ((SipURI) ((SipServletRequest) message).getRequestURI()).getUser() : null;
    return contact == null ? Optional.empty() : handler.contact(contact);
  }

  static SipHeaders headers(SipServletMessage message) {
    return name -> {
      List<String> values = new ArrayList<>();
      Iterator<String> raw = message.getHeaders(name);
      raw.forEachRemaining(values::add);
      return values;
    };
  }
}
