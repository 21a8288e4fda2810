/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import javax.servlet.sip.SipFactory;
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

  /** Subscribes with whom a MESSAGE names, and takes notifications of that subscription only. */
  public static class Watcher extends SipServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doMessage(SipServletRequest request) throws ServletException, IOException {
      SipFactory factory = (SipFactory) getServletContext().getAttribute(SipServlet.SIP_FACTORY);
      SipServletRequest subscribe =
          factory.createRequest(
              factory.createApplicationSession(),
              "SUBSCRIBE",
              factory.createURI("sip:alice@ims.test"),
              factory.createURI(request.getHeader("Whom")));
      subscribe.getSession().setHandler("watcher");
      subscribe.setHeader("Event", "ua-profile");
      subscribe.setExpires(60);
      subscribe.send();
      request.createResponse(SipServletResponse.SC_OK).send();
    }

    @Override
    protected void doNotify(SipServletRequest request) throws IOException {
      request.createResponse(request.isInitial() ? 481 : SipServletResponse.SC_OK).send();
    }
  }

  /** Is still at work when the one who asked has its answer, and cares for no interrupt. */
  public static class Lingering extends SipServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doMessage(SipServletRequest request) throws IOException {
      request.createResponse(SipServletResponse.SC_OK).send();
      LockSupport.parkNanos(500_000_000L);
      Thread.interrupted();
    }
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
