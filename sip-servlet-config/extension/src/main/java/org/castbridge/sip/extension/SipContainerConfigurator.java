/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.castbridge.sip.container.SipContainer;
import org.castbridge.sip.container.guard.TrustedPeers;
import org.castbridge.sip.extension.SipContainerService.Binding;
import org.jboss.as.controller.CapabilityServiceBuilder;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathAddress;
import org.jboss.as.controller.registry.Resource;
import org.jboss.as.network.SocketBinding;
import org.jboss.dmr.ModelNode;
import org.wildfly.subsystem.service.ResourceServiceConfigurator;
import org.wildfly.subsystem.service.ResourceServiceInstaller;

/**
 * Turns the subsystem's model, its connectors included, into the service that runs the container.
 */
final class SipContainerConfigurator implements ResourceServiceConfigurator {
  private final Consumer<SipContainer> observer;

  /**
   * Makes the configurator.
   *
   * @param observer told of the container when it has started, and of null when it stops
   */
  SipContainerConfigurator(Consumer<SipContainer> observer) {
    this.observer = observer;
  }

  @Override
  public ResourceServiceInstaller configure(OperationContext context, ModelNode model)
      throws OperationFailedException {
    String domain =
        SipSubsystemRegistrar.DOMAIN.resolveModelAttribute(context, model).asStringOrNull();
    String application =
        SipSubsystemRegistrar.DEFAULT_APPLICATION
            .resolveModelAttribute(context, model)
            .asStringOrNull();
    List<String> peers = SipSubsystemRegistrar.TRUSTED_PEERS.unwrap(context, model);
    int threads = SipSubsystemRegistrar.THREADS.resolveModelAttribute(context, model).asInt();
    boolean statistics =
        SipSubsystemRegistrar.STATISTICS.resolveModelAttribute(context, model).asBoolean();
    List<ConnectorModel> connectors = connectors(context);
    return operation ->
        install(
            operation,
            connectors,
            bindings ->
                SipContainerService.config(
                    domain, application, trusted(peers), threads, statistics, bindings));
  }

  private static TrustedPeers trusted(List<String> peers) {
    return peers == null ? TrustedPeers.everyone() : TrustedPeers.of(peers);
  }

  /** One connector as configured. */
  private record ConnectorModel(String name, String protocol, String socketBinding) {}

  /**
   * The resource in work may be the subsystem or, when a connector changes, one of its children.
   */
  private static List<ConnectorModel> connectors(OperationContext context)
      throws OperationFailedException {
    PathAddress subsystem = context.getCurrentAddress();
    while (subsystem.size() > 0 && !"subsystem".equals(subsystem.getLastElement().getKey())) {
      subsystem = subsystem.getParent();
    }
    List<ConnectorModel> connectors = new ArrayList<>();
    Resource resource = context.readResourceFromRoot(subsystem, true);
    for (Resource.ResourceEntry child :
        resource.getChildren(ConnectorRegistrar.REGISTRATION.getPathElement().getKey())) {
      ModelNode model = child.getModel();
      connectors.add(
          new ConnectorModel(
              child.getName(),
              ConnectorRegistrar.PROTOCOL.resolveModelAttribute(context, model).asString(),
              ConnectorRegistrar.SOCKET_BINDING.resolveModelAttribute(context, model).asString()));
    }
    return connectors;
  }

  private Consumer<OperationContext> install(
      OperationContext context,
      List<ConnectorModel> connectors,
      SipContainerService.ConfigFactory config) {
    CapabilityServiceBuilder<?> builder =
        context.getCapabilityServiceTarget().addCapability(SipSubsystemRegistrar.CAPABILITY);
    Consumer<SipContainer> container = builder.provides(SipSubsystemRegistrar.CAPABILITY);
    List<Binding> bindings = new ArrayList<>();
    for (ConnectorModel connector : connectors) {
      Supplier<SocketBinding> socket =
          builder.requires(SocketBinding.SERVICE_DESCRIPTOR, connector.socketBinding());
      bindings.add(new Binding(connector.name(), connector.protocol(), socket));
    }
    builder
        .setInstance(new SipContainerService(container.andThen(observer), bindings, config))
        .install();
    return operation ->
        operation.removeService(SipSubsystemRegistrar.CAPABILITY.getCapabilityServiceName());
  }
}
