/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sgw;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Starts and stops the gateway with its deployment. */
@WebListener
public class GatewayLifecycle implements ServletContextListener {
  private static final String NAME = "org.castbridge:type=SignallingGateway";

  @Inject SignallingGateway gateway;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    gateway.start();
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(
              new StandardMBean(gateway, SignallingGatewayMXBean.class, true),
              new ObjectName(NAME));
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + NAME, e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    gateway.stop();
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException e) {
      GatewayLog.LOG.debug("the MBean was gone already", e);
    }
  }
}
