/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw.web;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.castbridge.sgw.GatewayConfig;

/**
 * What a client must know before it connects: {@code /settings.json} with {@code domain} (appended
 * to a name without one), {@code w2} (path of the WebSocket) and {@code iceServers} (for
 * RTCPeerConnection, W3C WebRTC section 4.2.4).
 */
@WebServlet(urlPatterns = "/settings.json")
public class SettingsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient GatewayConfig config;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-cache");
    response
        .getWriter()
        .write(
            settings(config.domain(), request.getContextPath(), config.stunServers()).toString());
  }

  static JsonObject settings(String domain, String contextPath, List<String> stunServers) {
    JsonArrayBuilder ice = Json.createArrayBuilder();
    stunServers.forEach(uri -> ice.add(Json.createObjectBuilder().add("urls", uri)));
    return Json.createObjectBuilder()
        .add("domain", domain)
        .add("w2", contextPath + "/w2")
        .add("iceServers", ice)
        .build();
  }
}
