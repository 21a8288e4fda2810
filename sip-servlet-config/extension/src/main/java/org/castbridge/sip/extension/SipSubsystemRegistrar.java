/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.castbridge.sip.container.SipContainer;
import org.castbridge.sip.extension.deployment.SipDeploymentProcessors;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.AttributeMarshaller;
import org.jboss.as.controller.AttributeParser;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.StringListAttributeDefinition;
import org.jboss.as.controller.SubsystemRegistration;
import org.jboss.as.controller.SubsystemResourceRegistration;
import org.jboss.as.controller.capability.RuntimeCapability;
import org.jboss.as.controller.descriptions.ParentResourceDescriptionResolver;
import org.jboss.as.controller.descriptions.SubsystemResourceDescriptionResolver;
import org.jboss.as.controller.operations.validation.IntRangeValidator;
import org.jboss.as.controller.registry.AttributeAccess;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.service.descriptor.NullaryServiceDescriptor;
import org.wildfly.subsystem.resource.ManagementResourceRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrationContext;
import org.wildfly.subsystem.resource.ResourceDescriptor;
import org.wildfly.subsystem.resource.SubsystemResourceDefinitionRegistrar;
import org.wildfly.subsystem.resource.operation.ResourceOperationRuntimeHandler;

/** Resource {@code subsystem=sip}. */
final class SipSubsystemRegistrar implements SubsystemResourceDefinitionRegistrar {
  static final SubsystemResourceRegistration REGISTRATION = SubsystemResourceRegistration.of("sip");

  static final RuntimeCapability<Void> CAPABILITY =
      RuntimeCapability.Builder.of(
              NullaryServiceDescriptor.of("org.castbridge.sip.container", SipContainer.class))
          .build();

  static final SimpleAttributeDefinition DOMAIN = text("domain");
  static final SimpleAttributeDefinition DEFAULT_APPLICATION = text("default-application");

  static final StringListAttributeDefinition TRUSTED_PEERS =
      new StringListAttributeDefinition.Builder("trusted-peers")
          .setRequired(false)
          .setAllowExpression(true)
          .setElementValidator(new PeerValidator())
          .setAttributeParser(AttributeParser.STRING_LIST)
          .setAttributeMarshaller(AttributeMarshaller.STRING_LIST)
          .setFlags(AttributeAccess.Flag.RESTART_RESOURCE_SERVICES)
          .build();

  static final SimpleAttributeDefinition THREADS =
      new SimpleAttributeDefinitionBuilder("threads", ModelType.INT, true)
          .setAllowExpression(true)
          .setDefaultValue(new ModelNode(16))
          .setValidator(new IntRangeValidator(1, 1024, true, true))
          .setFlags(AttributeAccess.Flag.RESTART_RESOURCE_SERVICES)
          .build();

  static final SimpleAttributeDefinition STATISTICS =
      new SimpleAttributeDefinitionBuilder("statistics", ModelType.BOOLEAN, true)
          .setAllowExpression(true)
          .setDefaultValue(ModelNode.TRUE)
          .setFlags(AttributeAccess.Flag.RESTART_RESOURCE_SERVICES)
          .build();

  static final List<AttributeDefinition> ATTRIBUTES =
      List.of(DOMAIN, DEFAULT_APPLICATION, TRUSTED_PEERS, THREADS, STATISTICS);

  /** For the runtime attributes, which must be readable whether or not the service is up. */
  private final AtomicReference<SipContainer> running = new AtomicReference<>();

  private static SimpleAttributeDefinition text(String name) {
    return new SimpleAttributeDefinitionBuilder(name, ModelType.STRING, true)
        .setAllowExpression(true)
        .setFlags(AttributeAccess.Flag.RESTART_RESOURCE_SERVICES)
        .build();
  }

  @Override
  public ManagementResourceRegistration register(
      SubsystemRegistration parent, ManagementResourceRegistrationContext context) {
    ParentResourceDescriptionResolver resolver =
        new SubsystemResourceDescriptionResolver(
            REGISTRATION.getName(), SipSubsystemRegistrar.class);
    ResourceOperationRuntimeHandler container =
        ResourceOperationRuntimeHandler.configureService(
            new SipContainerConfigurator(running::set));
    ResourceDescriptor descriptor =
        ResourceDescriptor.builder(resolver)
            .addAttributes(ATTRIBUTES)
            .addCapability(CAPABILITY)
            .withRuntimeHandler(container)
            .withDeploymentChainContributor(
                new SipDeploymentProcessors(CAPABILITY.getCapabilityServiceName()))
            .build();
    ManagementResourceRegistration registration =
        parent.registerSubsystemModel(ResourceDefinition.builder(REGISTRATION, resolver).build());
    ManagementResourceRegistrar.of(descriptor).register(registration);
    new ConnectorRegistrar(
            resolver.createChildResolver(
                ConnectorRegistrar.REGISTRATION.getPathElement(), List.of()),
            container)
        .register(registration, context);
    if (context.isRuntimeOnlyRegistrationValid()) {
      SipMetric.registerAll(registration, running::get);
    }
    return registration;
  }
}
