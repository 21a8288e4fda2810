/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.figures;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.MdfLogger;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.figures.PrometheusText;

/** {@code GET /mdf/metrics}: figures for Prometheus. The ids in them open sessions: not for all. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource(lookup = MediaConnectionFactory.JNDI_NAME)
  private transient MediaConnectionFactory media;

  @Inject private transient MdfConfig config;

  public MetricsServlet() {}

  MetricsServlet(MediaConnectionFactory media, MdfConfig config) {
    this.media = media;
    this.config = config;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!config.isMetricsPeer(request.getRemoteAddr())) {
      MdfLogger.LOG.untrustedPeer(request.getRemoteAddr());
      plain(response, HttpServletResponse.SC_FORBIDDEN, "Metrics are not for this address.\n");
      return;
    }
    try (MediaConnection connection = media.getConnection()) {
      String text = PrometheusText.of(connection.figures().snapshot(config.metricsSessions()));
      response.setContentType(PrometheusText.TYPE);
      response.getWriter().write(text);
    } catch (MediaException e) {
      plain(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "No figures: " + e.getMessage() + "\n");
    }
  }

  private static void plain(HttpServletResponse response, int status, String sentence)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getWriter().write(sentence);
  }
}
