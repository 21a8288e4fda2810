/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.http;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.castbridge.sip.container.SipContainerException;
import org.castbridge.sip.container.application.Instances;
import org.castbridge.sip.container.application.SipApplication;

/**
 * Starts the SIP half when all of the web half has been initialised, and stops it before the web
 * context goes. It is the last servlet to be loaded, has no mapping and serves nothing; if the SIP
 * half fails to start, so does the deployment.
 */
final class Starter extends GenericServlet {
  private static final long serialVersionUID = 1L;

  private final transient SipApplication application;
  private final transient Instances instances;

  Starter(SipApplication application, Instances instances) {
    this.application = application;
    this.instances = instances;
  }

  @Override
  public void init() throws ServletException {
    try {
      application.start(getServletContext(), instances);
    } catch (SipContainerException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  @Override
  public void destroy() {
    application.stop();
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws ServletException {
    throw new ServletException("not a servlet for requests");
  }
}
