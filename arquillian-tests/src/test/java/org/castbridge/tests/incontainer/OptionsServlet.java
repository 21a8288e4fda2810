/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.incontainer;

import java.io.IOException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** All that makes a WAR a SIP application: one annotated class, no descriptor. */
@javax.servlet.sip.annotation.SipServlet(
    name = "in-container",
    applicationName = "in-container",
    loadOnStartup = 1)
public class OptionsServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doOptions(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
    request.getApplicationSession().invalidate();
  }
}
