/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.webrtc;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.castbridge.sgw.GatewayConfig;
import org.castbridge.sgw.GatewayLog;

/**
 * Refuses W2 to the pages of other sites (RFC 6455 clause 10.2). A filter, since a WebSocket
 * Configurator is shown the Origin without the Host and cannot answer 403.
 */
@WebFilter(urlPatterns = "/w2", asyncSupported = true)
public class OriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject transient GatewayConfig config;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    if (new OriginPolicy(config.allowedOrigins()).allows(origin, host)) {
      chain.doFilter(request, response);
    } else {
      GatewayLog.LOG.originRefused(printable(origin), printable(host));
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "this origin may not connect");
    }
  }

  private static String printable(String text) {
    String shown = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() > 120 ? shown.substring(0, 120) : shown;
  }
}
