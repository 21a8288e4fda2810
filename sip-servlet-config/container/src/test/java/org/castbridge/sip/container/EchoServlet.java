/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import java.io.IOException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** Answers OPTIONS with its greeting, and MESSAGE without ending its session. */
public class EchoServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  /** A second class, because one class is one servlet. */
  public static class Second extends EchoServlet {
    private static final long serialVersionUID = 1L;
  }

  @Override
  protected void doOptions(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.setContent(getInitParameter("greeting"), "text/plain");
    response.send();
    request.getApplicationSession().invalidate();
  }

  @Override
  protected void doMessage(SipServletRequest request) throws IOException {
    request.createResponse(SipServletResponse.SC_OK).send();
  }
}
