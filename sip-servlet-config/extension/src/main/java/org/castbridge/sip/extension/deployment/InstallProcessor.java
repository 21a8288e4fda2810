/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.castbridge.sip.container.SipContainer;
import org.castbridge.sip.container.application.ContextSwitch;
import org.jboss.as.ee.component.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.server.deployment.SetupAction;
import org.jboss.modules.Module;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceName;
import org.wildfly.extension.undertow.deployment.UndertowAttachments;

/**
 * Installs the service of a SIP application, has the web deployment wait for it, and hands the
 * latter its SIP half.
 */
final class InstallProcessor implements DeploymentUnitProcessor {
  private final ServiceName containerService;

  InstallProcessor(ServiceName containerService) {
    this.containerService = containerService;
  }

  @Override
  public void deploy(DeploymentPhaseContext context) {
    DeploymentUnit unit = context.getDeploymentUnit();
    SipDeployment deployment = unit.getAttachment(SipDeployment.KEY);
    if (deployment == null) {
      return;
    }
    Module module = unit.getAttachment(org.jboss.as.server.deployment.Attachments.MODULE);
    ServiceName name = DeploymentService.name(unit);
    ServiceBuilder<?> builder = context.getServiceTarget().addService(name);
    builder.provides(name);
    Supplier<SipContainer> container = builder.requires(containerService);
    ContextSwitch contextSwitch =
        new ContextSwitch(module.getClassLoader(), new SetupActions(setupActions(unit)));
    builder.setInstance(new DeploymentService(container, deployment, contextSwitch)).install();
    unit.addToAttachmentList(org.jboss.as.server.deployment.Attachments.WEB_DEPENDENCIES, name);
    unit.addToAttachmentList(
        UndertowAttachments.UNDERTOW_SERVLET_EXTENSIONS, new SipServletExtension(deployment));
  }

  /** What the server also runs around a servlet's call: naming above all. */
  private static List<SetupAction> setupActions(DeploymentUnit unit) {
    List<SetupAction> actions =
        new ArrayList<>(unit.getAttachmentList(Attachments.WEB_SETUP_ACTIONS));
    SetupAction naming =
        unit.getAttachment(org.jboss.as.ee.naming.Attachments.JAVA_NAMESPACE_SETUP_ACTION);
    if (naming != null && !actions.contains(naming)) {
      actions.add(naming);
    }
    return actions;
  }
}
