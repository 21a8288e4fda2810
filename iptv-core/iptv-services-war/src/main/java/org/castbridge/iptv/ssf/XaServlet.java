/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.castbridge.iptv.log.IptvLogger;

/** Xa over HTTP: the shell around {@link XaHandler}. */
@WebServlet(name = "xa", urlPatterns = "/ssf/*", loadOnStartup = 1)
public class XaServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  @Inject private transient SsfBean ssf;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> write(answer(request), request, response);
      case "OPTIONS" -> {
        response.setHeader("Allow", ALLOW);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default ->
          write(
              XaResponse.refusal(405, "Xa is for reading: use GET or HEAD.").with("Allow", ALLOW),
              request,
              response);
    }
  }

  private XaResponse answer(HttpServletRequest request) {
    try {
      return ssf.handler().answer(read(request));
    } catch (IOException | RuntimeException e) {
      IptvLogger.LOG.xaFailed(request.getMethod() + " " + request.getRequestURI(), e);
      return XaResponse.refusal(500, "The request failed on our side; the operator can see why.");
    }
  }

  private static XaRequest read(HttpServletRequest request) {
    String path = request.getPathInfo();
    return new XaRequest(
        path == null ? "/" : path,
        request.getParameter("Payload"),
        request.getHeader("X-3GPP-Intended-Identity"),
        request.getHeader("If-None-Match"),
        request.getRemoteAddr());
  }

  private static void write(
      XaResponse answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (answer.contentType() == null) {
      return;
    }
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(answer.body());
    }
  }
}
