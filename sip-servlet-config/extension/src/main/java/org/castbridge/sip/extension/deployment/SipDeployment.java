/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension.deployment;

import static org.castbridge.sip.extension.SipExtensionMessages.LOG;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.castbridge.sip.container.application.SipApplication;
import org.castbridge.sip.container.metadata.ApplicationMetadata;
import org.jboss.as.server.deployment.AttachmentKey;

/**
 * One WAR with a SIP application, from its detection on; holds the application while it can be
 * used.
 */
final class SipDeployment {
  static final AttachmentKey<SipDeployment> KEY = AttachmentKey.create(SipDeployment.class);

  /** By the module's class loader: how injection, which may come from any thread, finds its WAR. */
  private static final Map<ClassLoader, SipDeployment> BY_LOADER = new ConcurrentHashMap<>();

  private final ApplicationMetadata metadata;
  private volatile SipApplication application;
  private volatile ClassLoader loader;

  SipDeployment(ApplicationMetadata metadata) {
    this.metadata = metadata;
  }

  ApplicationMetadata metadata() {
    return metadata;
  }

  void available(SipApplication value, ClassLoader moduleLoader) {
    application = value;
    loader = moduleLoader;
    BY_LOADER.put(moduleLoader, this);
  }

  void gone() {
    application = null;
    if (loader != null) {
      BY_LOADER.remove(loader);
      loader = null;
    }
  }

  /**
   * The application.
   *
   * @throws IllegalStateException if it is asked for before the stack is up or after it has gone
   */
  SipApplication application() {
    SipApplication current = application;
    if (current == null) {
      throw LOG.notStarted(SipApplication.class.getSimpleName(), metadata.name());
    }
    return current;
  }

  /**
   * Finds the application of a class loader.
   *
   * @throws IllegalStateException if it is not that of a WAR with a SIP application, or the
   *     application is not started
   */
  static SipApplication of(ClassLoader loader, String wanted) {
    SipDeployment deployment = loader == null ? null : BY_LOADER.get(loader);
    if (deployment == null) {
      throw LOG.notSip(wanted);
    }
    return deployment.application();
  }
}
