/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import org.castbridge.sip.container.application.InjectableType;
import org.jboss.as.ee.component.Attachments;
import org.jboss.as.ee.component.BindingConfiguration;
import org.jboss.as.ee.component.EEModuleDescription;
import org.jboss.as.ee.component.InjectionSource;
import org.jboss.as.ee.component.deployers.EEResourceReferenceProcessor;
import org.jboss.as.ee.component.deployers.EEResourceReferenceProcessorRegistry;
import org.jboss.as.naming.ManagedReferenceFactory;
import org.jboss.as.naming.ValueManagedReference;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.msc.inject.Injector;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceName;

/**
 * Makes {@code @Resource SipFactory} and its like work, and binds them where JSR 289 18.3 wants
 * them: {@code java:comp/env/sip/<application>/SipFactory}.
 */
final class ResourceProcessor implements DeploymentUnitProcessor {

  @Override
  public void deploy(DeploymentPhaseContext context) {
    DeploymentUnit unit = context.getDeploymentUnit();
    SipDeployment deployment = unit.getAttachment(SipDeployment.KEY);
    if (deployment == null) {
      return;
    }
    EEResourceReferenceProcessorRegistry registry =
        unit.getAttachment(Attachments.RESOURCE_REFERENCE_PROCESSOR_REGISTRY);
    EEModuleDescription module = unit.getAttachment(Attachments.EE_MODULE_DESCRIPTION);
    ServiceName service = DeploymentService.name(unit);
    for (InjectableType<?> type : InjectableType.ALL) {
      Source source = new Source(deployment, type, service);
      registry.registerResourceReferenceProcessor(new Reference(type.type().getName(), source));
      module
          .getBindingConfigurations()
          .add(
              new BindingConfiguration(
                  "java:comp/env/sip/"
                      + deployment.metadata().name()
                      + "/"
                      + type.type().getSimpleName(),
                  source));
    }
  }

  private record Reference(String type, InjectionSource source)
      implements EEResourceReferenceProcessor {
    @Override
    public String getResourceReferenceType() {
      return type;
    }

    @Override
    public InjectionSource getResourceReferenceBindingSource() {
      return source;
    }
  }

  /** Equal by deployment and type, so that many injection points may share one binding. */
  private static final class Source extends InjectionSource {
    private final SipDeployment deployment;
    private final InjectableType<?> type;
    private final ServiceName service;

    Source(SipDeployment deployment, InjectableType<?> type, ServiceName service) {
      this.deployment = deployment;
      this.type = type;
      this.service = service;
    }

    @Override
    public void getResourceValue(
        ResolutionContext resolution,
        ServiceBuilder<?> builder,
        DeploymentPhaseContext context,
        Injector<ManagedReferenceFactory> injector) {
      builder.requires(service);
      injector.inject(() -> new ValueManagedReference(type.of(deployment.application())));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Source source
          && source.deployment == deployment
          && source.type == type;
    }

    @Override
    public int hashCode() {
      return type.hashCode();
    }
  }
}
