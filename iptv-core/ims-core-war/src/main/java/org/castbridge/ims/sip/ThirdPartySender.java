/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import org.castbridge.ims.CoreIms;
import org.castbridge.ims.Counters.Counter;
import org.castbridge.ims.ifc.DefaultHandling;
import org.castbridge.ims.registrar.ThirdPartyRegister;

/** Sends third-party REGISTER requests and takes their answers (TS 24.229 5.4.1.7). */
final class ThirdPartySender implements CoreService.ThirdPartySink {
  private static final String ATTRIBUTE = ThirdPartyRegister.class.getName();

  private final CoreIms core;
  private final SipFactory factory;
  private final String servletName;

  ThirdPartySender(CoreIms core, SipFactory factory, String servletName) {
    this.core = core;
    this.factory = factory;
    this.servletName = servletName;
  }

  @Override
  public void send(List<ThirdPartyRegister> plan) {
    plan.forEach(this::send);
  }

  private void send(ThirdPartyRegister register) {
    core.counters().count(Counter.THIRD_PARTY_REGISTERS);
    SipApplicationSession session = factory.createApplicationSession();
    try {
      SipServletRequest request = request(session, register);
      request.getSession().setHandler(servletName);
      request.getSession().setAttribute(ATTRIBUTE, register);
      request.send();
    } catch (jakarta.servlet.ServletException | IOException | RuntimeException e) {
      // The engine throws all of these when a connection is refused.
      session.invalidate();
      failed(register, String.valueOf(e.getMessage()));
    }
  }

  private SipServletRequest request(SipApplicationSession session, ThirdPartyRegister register)
      throws ServletParseException, IOException {
    String self = "<sip:scscf@" + core.home().hostPort() + ";transport=tcp>";
    SipServletRequest request =
        factory.createRequest(
            session,
            "REGISTER",
            factory.createAddress(self),
            factory.createAddress("<" + register.identity() + ">"));
    SipURI server = (SipURI) factory.createURI(register.server().serverName());
    // lr belongs into Route, not into a Request-URI (RFC 3261 19.1.1).
    server.removeParameter("lr");
    request.setRequestURI(server);
    request.setHeader("Contact", self);
    request.setHeader("Event", "registration");
    request.setHeader("P-Asserted-Identity", self);
    request.setExpires((int) Math.min(register.expires(), Integer.MAX_VALUE));
    Optional<String> body = register.body();
    if (body.isPresent()) {
      request.setContent(body.get().getBytes(StandardCharsets.UTF_8), ThirdPartyRegister.BODY_TYPE);
    }
    return request;
  }

  /** Takes a response that belongs to such a request; false if it does not. */
  boolean answered(SipServletResponse response) {
    Object attribute = response.getSession().getAttribute(ATTRIBUTE);
    if (!(attribute instanceof ThirdPartyRegister register)) {
      return false;
    }
    if (response.getStatus() >= 200) {
      response.getApplicationSession().invalidate();
      if (response.getStatus() >= 300) {
        failed(register, response.getStatus() + " " + response.getReasonPhrase());
      }
    }
    return true;
  }

  private void failed(ThirdPartyRegister register, String what) {
    core.counters().count(Counter.THIRD_PARTY_FAILURES);
    CoreLog.LOG.thirdPartyFailed(register.server().serverName(), register.identity(), what);
    boolean mustEnd = register.server().defaultHandling() == DefaultHandling.SESSION_TERMINATED;
    if (mustEnd && register.expires() > 0) {
      CoreLog.LOG.ended(register.identity());
      send(core.deregister(register.impi()));
    }
  }
}
