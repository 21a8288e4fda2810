/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import java.util.function.Consumer;
import org.jboss.as.server.DeploymentProcessorTarget;
import org.jboss.as.server.deployment.Phase;
import org.jboss.msc.service.ServiceName;

/** The deployment processors of the subsystem and their places in the chain. */
public final class SipDeploymentProcessors implements Consumer<DeploymentProcessorTarget> {
  private static final String SUBSYSTEM = "sip";

  private final ServiceName containerService;

  public SipDeploymentProcessors(ServiceName containerService) {
    this.containerService = containerService;
  }

  @Override
  public void accept(DeploymentProcessorTarget target) {
    // Before the annotations of Jakarta EE are read, which must know our components and resource
    // types.
    target.addDeploymentProcessor(
        SUBSYSTEM, Phase.PARSE, Phase.PARSE_WEB_COMPONENTS + 1, new DetectionProcessor());
    target.addDeploymentProcessor(
        SUBSYSTEM, Phase.PARSE, Phase.PARSE_WEB_COMPONENTS + 2, new ResourceProcessor());
    // CDI looks for its marker in this phase, so ours must be set before.
    target.addDeploymentProcessor(
        SUBSYSTEM, Phase.DEPENDENCIES, Phase.DEPENDENCIES_WELD - 1, new DependencyProcessor());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.POST_MODULE,
        Phase.POST_MODULE_WELD_PORTABLE_EXTENSIONS - 1,
        new CdiProcessor());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.INSTALL,
        Phase.INSTALL_WAR_DEPLOYMENT - 1,
        new InstallProcessor(containerService));
  }
}
