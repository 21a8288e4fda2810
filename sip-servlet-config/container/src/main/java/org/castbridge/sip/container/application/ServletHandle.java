/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import org.castbridge.sip.container.application.Instances.Instance;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;

/** One SIP servlet with its single instance. */
final class ServletHandle implements MobicentsSipServlet {
  private final SipServletConfig config;
  private final int loadOnStartup;
  private final Instance<? extends Servlet> instance;
  private volatile boolean initialised;

  ServletHandle(SipServletConfig config, int loadOnStartup, Instance<? extends Servlet> instance) {
    this.config = config;
    this.loadOnStartup = loadOnStartup;
    this.instance = instance;
  }

  void init() throws ServletException {
    instance.get().init(config);
    initialised = true;
  }

  /** Calls {@code destroy()} if {@code init()} went well, and lets the instance go in any case. */
  void destroy() {
    try {
      if (initialised) {
        initialised = false;
        instance.get().destroy();
      }
    } finally {
      instance.release();
    }
  }

  Servlet servlet() {
    return instance.get();
  }

  @Override
  public String getName() {
    return config.getServletName();
  }

  @Override
  public int getLoadOnStartup() {
    return loadOnStartup;
  }

  @Override
  public Servlet allocate() throws ServletException {
    if (!initialised) {
      throw new ServletException("SIP servlet " + getName() + " is not in service");
    }
    return instance.get();
  }

  /** There is one instance only; nothing to give back. */
  @Override
  public void deallocate(Servlet servlet) {}

  @Override
  public boolean isUnavailable() {
    return !initialised;
  }
}
