/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.castbridge.mcf.McfLog;
import org.castbridge.mcf.McfService;
import org.castbridge.mcf.session.ControlledSession;
import org.castbridge.mcf.session.MediaControl;
import org.castbridge.mcf.xp.XpEvent;
import org.castbridge.mcf.xp.XpException;
import org.castbridge.mcf.xp.XpJson;

/**
 * {@code POST /xp-events/{session}}: 204 also for a session that has ended, so that a report which
 * crossed a BYE is not repeated; 400 for what is no report, 404 for a report of somebody else's
 * session.
 */
@WebServlet(urlPatterns = "/xp-events/*", loadOnStartup = 1)
public class XpEventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY = 8 * 1024;

  @Inject private transient McfService service;

  /**
   * The first that goes at undeployment: sessions are ended here, because the SIP container takes
   * its application down before the listeners of the servlet context are told, and then nobody
   * could say BYE any more.
   */
  @Override
  public void destroy() {
    service.stop();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      refuse(
          request,
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          "the report is too long");
      return;
    }
    try {
      report(request, response, XpJson.event(new String(body, StandardCharsets.UTF_8)));
    } catch (XpException e) {
      refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
    }
  }

  private void report(HttpServletRequest request, HttpServletResponse response, XpEvent event)
      throws IOException {
    MediaControl control = service.control();
    String path = request.getPathInfo();
    Optional<ControlledSession> session =
        path == null ? Optional.empty() : control.sessions().find(path.substring(1));
    if (session.isPresent() && !control.isFrom(session.get(), event)) {
      refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "the session is another's");
      return;
    }
    session.ifPresent(found -> control.report(found, event));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, int status, String why)
      throws IOException {
    McfLog.LOG.reportRefused(request.getRemoteAddr(), why);
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(why);
  }
}
