/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.sip;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.castbridge.ims.CoreIms;
import org.castbridge.ims.CoreIms.RegisterAnswer;
import org.castbridge.ims.ifc.RegistrationType;
import org.castbridge.ims.message.SipRefusal;

/** Answers REGISTER. */
final class RegisterHandler {
  private final CoreIms core;
  private final ThirdPartySender thirdParty;

  RegisterHandler(CoreIms core, ThirdPartySender thirdParty) {
    this.core = core;
    this.thirdParty = thirdParty;
  }

  void handle(SipServletRequest request) throws IOException, SipRefusal {
    ServletRequestView view = new ServletRequestView(request);
    RegisterAnswer answer =
        core.register(
            view,
            view.headers("Authorization"),
            Messages.aor(request.getFrom()),
            Messages.register(request),
            Instant.now());
    if (answer instanceof RegisterAnswer.Challenge challenge) {
      challenge(request, challenge);
    } else {
      accept(request, view, (RegisterAnswer.Accepted) answer);
    }
  }

  private static void challenge(SipServletRequest request, RegisterAnswer.Challenge challenge)
      throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_UNAUTHORIZED);
    for (String header : challenge.headers()) {
      // The engine takes the usual spelling for a header that can stand once only and would keep
      // the last; RFC 8760
      // wants one for each algorithm. On the wire it is spelled as usual.
      response.addHeader("www-authenticate", header);
    }
    response.send();
  }

  private void accept(
      SipServletRequest request, ServletRequestView view, RegisterAnswer.Accepted accepted)
      throws IOException {
    // Told first: the user's next request may reach an application server right after the 200
    // reached the user.
    thirdParty.send(accepted.thirdParty());
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    accepted.contacts().forEach(c -> response.addHeader("Contact", c));
    if (!accepted.contacts().isEmpty()) {
      response.addHeader("Service-Route", accepted.serviceRoute());
    }
    accepted.associated().forEach(a -> response.addHeader("P-Associated-URI", a));
    List<String> path = view.headers("Path");
    path.forEach(p -> response.addHeader("Path", p));
    response.send();
    accepted
        .change()
        .ifPresent(
            c -> {
              if (c.type() == RegistrationType.DE_REGISTRATION) {
                CoreLog.LOG.deregistered(c.addressOfRecord(), c.impi());
              } else {
                CoreLog.LOG.registered(c.addressOfRecord(), c.impi(), c.expires());
              }
            });
  }
}
