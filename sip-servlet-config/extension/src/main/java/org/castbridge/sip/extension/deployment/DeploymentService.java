/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import java.util.function.Supplier;
import org.castbridge.sip.container.SipContainer;
import org.castbridge.sip.container.application.ContextSwitch;
import org.castbridge.sip.container.application.SipApplication;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/** Has a WAR's SIP application while both the stack and the deployment are there. */
final class DeploymentService implements Service {
  private final Supplier<SipContainer> container;
  private final SipDeployment deployment;
  private final ContextSwitch contextSwitch;
  private SipApplication application;

  DeploymentService(
      Supplier<SipContainer> container, SipDeployment deployment, ContextSwitch contextSwitch) {
    this.container = container;
    this.deployment = deployment;
    this.contextSwitch = contextSwitch;
  }

  static ServiceName name(DeploymentUnit unit) {
    return unit.getServiceName().append("sip-application");
  }

  @Override
  public void start(StartContext context) {
    application = container.get().create(deployment.metadata(), contextSwitch);
    deployment.available(application, contextSwitch.loader());
  }

  @Override
  public void stop(StopContext context) {
    deployment.gone();
    container.get().discard(application);
    application = null;
  }
}
