/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.function.Function;
import java.util.function.Supplier;
import org.castbridge.sip.container.SipContainer;
import org.castbridge.sip.container.SipContainerFigures;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.OperationStepHandler;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.StringListAttributeDefinition;
import org.jboss.as.controller.registry.AttributeAccess;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;

/** What can be read of the running container in the management model. */
enum SipMetric {
  STATE("state", ModelType.STRING, null),
  APPLICATIONS("applications", ModelType.LIST, SipMetric::applications),
  SIP_SESSIONS("sip-sessions", ModelType.INT, figures -> new ModelNode(figures.sipSessions())),
  APPLICATION_SESSIONS(
      "application-sessions",
      ModelType.INT,
      figures -> new ModelNode(figures.applicationSessions())),
  DIALOGS("dialogs", ModelType.INT, figures -> new ModelNode(figures.dialogs())),
  CLIENT_TRANSACTIONS(
      "client-transactions", ModelType.INT, figures -> new ModelNode(figures.clientTransactions())),
  SERVER_TRANSACTIONS(
      "server-transactions", ModelType.INT, figures -> new ModelNode(figures.serverTransactions())),
  REQUESTS_PROCESSED(
      "requests-processed", ModelType.LONG, figures -> new ModelNode(figures.requestsProcessed())),
  REQUESTS_REJECTED(
      "requests-rejected", ModelType.LONG, figures -> new ModelNode(figures.requestsRejected())),
  LIVE_THREADS("live-threads", ModelType.INT, figures -> new ModelNode(figures.threads()));

  private final AttributeDefinition definition;
  private final Function<SipContainerFigures, ModelNode> reader;

  SipMetric(String name, ModelType type, Function<SipContainerFigures, ModelNode> reader) {
    this.definition = type == ModelType.LIST ? list(name) : simple(name, type);
    this.reader = reader;
  }

  private static AttributeDefinition list(String name) {
    return new StringListAttributeDefinition.Builder(name)
        .setRequired(false)
        .setStorageRuntime()
        .setFlags(AttributeAccess.Flag.STORAGE_RUNTIME)
        .build();
  }

  private static AttributeDefinition simple(String name, ModelType type) {
    return new SimpleAttributeDefinitionBuilder(name, type, true).setStorageRuntime().build();
  }

  private static ModelNode applications(SipContainerFigures figures) {
    ModelNode names = new ModelNode().setEmptyList();
    figures.applications().forEach(names::add);
    return names;
  }

  /**
   * Registers all figures.
   *
   * @param current the running container, or null
   */
  static void registerAll(
      ManagementResourceRegistration registration, Supplier<SipContainer> current) {
    for (SipMetric metric : values()) {
      OperationStepHandler handler =
          (context, operation) -> context.getResult().set(metric.read(current.get()));
      registration.registerReadOnlyAttribute(metric.definition, handler);
    }
  }

  private ModelNode read(SipContainer container) {
    boolean running = container != null && container.isRunning();
    if (this == STATE) {
      return new ModelNode(running ? "running" : "stopped");
    }
    return running ? reader.apply(container.figures()) : new ModelNode();
  }
}
