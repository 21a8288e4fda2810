/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.web;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.castbridge.sgw.GatewayLog;
import org.castbridge.sgw.SignallingGateway;
import org.castbridge.sgw.http.XaClient;

/** Relays the films' posters from the SSF: {@code /poster/<content id>}. */
@WebServlet(urlPatterns = "/poster/*", asyncSupported = true, loadOnStartup = 1)
public class PosterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int TIMEOUT = 30_000;

  @Inject transient XaClient xa;
  @Inject transient SignallingGateway gateway;

  /**
   * Servlets go first at undeployment: the users are sent away here, because the SIP container
   * takes its application down before the listeners of the servlet context are told, and then
   * nobody could say BYE any more.
   */
  @Override
  public void destroy() {
    gateway.stop();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    AsyncContext context = request.startAsync();
    context.setTimeout(TIMEOUT);
    xa.poster(path.substring(1), request.getHeader("If-None-Match"))
        .thenAccept(poster -> answer(context, response, poster));
  }

  private static void answer(
      AsyncContext context, HttpServletResponse response, XaClient.Poster poster) {
    try {
      response.setStatus(poster.status());
      if (poster.etag() != null) {
        response.setHeader("ETag", poster.etag());
      }
      if (poster.lastModified() != null) {
        response.setHeader("Last-Modified", poster.lastModified());
      }
      boolean cacheable = poster.status() == 200 || poster.status() == 304;
      response.setHeader("Cache-Control", cacheable ? "public, max-age=300" : "no-store");
      if (poster.body() != null) {
        response.setContentType(poster.type());
        response.setContentLength(poster.body().length);
        response.getOutputStream().write(poster.body());
      }
    } catch (IOException | IllegalStateException e) {
      GatewayLog.LOG.debug("the browser did not wait for the poster", e);
    } finally {
      context.complete();
    }
  }
}
