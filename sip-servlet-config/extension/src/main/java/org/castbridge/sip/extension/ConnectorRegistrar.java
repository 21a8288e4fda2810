/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.List;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.ResourceRegistration;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.capability.RuntimeCapability;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.operations.validation.StringAllowedValuesValidator;
import org.jboss.as.controller.registry.AttributeAccess;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.network.SocketBinding;
import org.jboss.dmr.ModelType;
import org.wildfly.service.descriptor.UnaryServiceDescriptor;
import org.wildfly.subsystem.resource.ChildResourceDefinitionRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrationContext;
import org.wildfly.subsystem.resource.ResourceDescriptor;
import org.wildfly.subsystem.resource.capability.CapabilityReferenceRecorder;
import org.wildfly.subsystem.resource.operation.ResourceOperationRuntimeHandler;

/**
 * Resource {@code connector=NAME}: what the container listens on. A change restarts the container.
 */
final class ConnectorRegistrar implements ChildResourceDefinitionRegistrar {
  static final ResourceRegistration REGISTRATION =
      ResourceRegistration.of(PathElement.pathElement("connector"));

  private static final RuntimeCapability<Void> CAPABILITY =
      RuntimeCapability.Builder.of(
              UnaryServiceDescriptor.of("org.castbridge.sip.connector", Void.class))
          .build();

  static final SimpleAttributeDefinition PROTOCOL =
      new SimpleAttributeDefinitionBuilder("protocol", ModelType.STRING)
          .setRequired(true)
          .setAllowExpression(true)
          .setValidator(new StringAllowedValuesValidator("udp", "tcp"))
          .setFlags(AttributeAccess.Flag.RESTART_RESOURCE_SERVICES)
          .build();

  static final SimpleAttributeDefinition SOCKET_BINDING =
      new SimpleAttributeDefinitionBuilder("socket-binding", ModelType.STRING)
          .setRequired(true)
          .setCapabilityReference(
              CapabilityReferenceRecorder.builder(CAPABILITY, SocketBinding.SERVICE_DESCRIPTOR)
                  .build())
          .setFlags(AttributeAccess.Flag.RESTART_RESOURCE_SERVICES)
          .build();

  static final List<AttributeDefinition> ATTRIBUTES = List.of(PROTOCOL, SOCKET_BINDING);

  private final ResourceDescriptionResolver resolver;
  private final ResourceOperationRuntimeHandler container;

  /**
   * Makes the registrar.
   *
   * @param container installs and removes the service of the whole container
   */
  ConnectorRegistrar(
      ResourceDescriptionResolver resolver, ResourceOperationRuntimeHandler container) {
    this.resolver = resolver;
    this.container = container;
  }

  @Override
  public ManagementResourceRegistration register(
      ManagementResourceRegistration parent, ManagementResourceRegistrationContext context) {
    ResourceDescriptor descriptor =
        ResourceDescriptor.builder(resolver)
            .addAttributes(ATTRIBUTES)
            .addCapability(CAPABILITY)
            .withRuntimeHandler(ResourceOperationRuntimeHandler.restartParent(container))
            .build();
    ManagementResourceRegistration registration =
        parent.registerSubModel(ResourceDefinition.builder(REGISTRATION, resolver).build());
    ManagementResourceRegistrar.of(descriptor).register(registration);
    return registration;
  }
}
