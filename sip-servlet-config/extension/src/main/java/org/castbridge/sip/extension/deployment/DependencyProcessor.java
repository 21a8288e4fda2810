/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import org.jboss.as.controller.capability.CapabilityServiceSupport;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.server.deployment.module.ModuleDependency;
import org.jboss.as.weld.WeldCapability;
import org.jboss.modules.Module;

/**
 * Lets a SIP WAR see the SIP API, and switches CDI on for it even if nothing else in it asks for
 * CDI.
 */
final class DependencyProcessor implements DeploymentUnitProcessor {
  private static final String SIP_MODULE = "org.castbridge.sip";
  static final String WELD_CAPABILITY = "org.wildfly.weld";

  @Override
  public void deploy(DeploymentPhaseContext context) {
    DeploymentUnit unit = context.getDeploymentUnit();
    if (!unit.hasAttachment(SipDeployment.KEY)) {
      return;
    }
    unit.getAttachment(Attachments.MODULE_SPECIFICATION)
        .addSystemDependency(
            ModuleDependency.Builder.of(Module.getBootModuleLoader(), SIP_MODULE).build());
    CapabilityServiceSupport support = unit.getAttachment(Attachments.CAPABILITY_SERVICE_SUPPORT);
    support
        .getOptionalCapabilityRuntimeAPI(WELD_CAPABILITY, WeldCapability.class)
        .ifPresent(weld -> weld.markAsWeldDeployment(unit));
  }
}
