/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import org.castbridge.sip.container.cdi.SipBeans;
import org.jboss.as.server.deployment.AttachmentKey;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.weld.WeldCapability;

/**
 * Adds the SIP objects to the beans of the whole deployment, once even if an EAR holds several SIP
 * WARs.
 */
final class CdiProcessor implements DeploymentUnitProcessor {
  private static final AttachmentKey<Boolean> REGISTERED = AttachmentKey.create(Boolean.class);

  @Override
  public void deploy(DeploymentPhaseContext context) {
    DeploymentUnit unit = context.getDeploymentUnit();
    DeploymentUnit top = unit.getParent() == null ? unit : unit.getParent();
    if (!unit.hasAttachment(SipDeployment.KEY)) {
      return;
    }
    synchronized (top) {
      if (top.hasAttachment(REGISTERED)) {
        return;
      }
      top.putAttachment(REGISTERED, Boolean.TRUE);
    }
    unit.getAttachment(Attachments.CAPABILITY_SERVICE_SUPPORT)
        .getOptionalCapabilityRuntimeAPI(DependencyProcessor.WELD_CAPABILITY, WeldCapability.class)
        .ifPresent(weld -> weld.registerExtensionInstance(new SipBeans(SipDeployment::of), unit));
  }

  @Override
  public void undeploy(DeploymentUnit unit) {
    DeploymentUnit top = unit.getParent() == null ? unit : unit.getParent();
    top.removeAttachment(REGISTERED);
  }
}
