/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mcf;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Starts and stops the function with its deployment. */
@WebListener
public class McfLifecycle implements ServletContextListener {
  @Inject private McfService service;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    service.start();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    service.stop();
  }
}
