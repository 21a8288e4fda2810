/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SIP application as deployed.
 *
 * @param name the application's name, by which the router finds it
 * @param displayName for humans; may be null
 * @param description for humans; may be null
 * @param mainServlet name of the servlet that takes requests not addressed to one by name
 * @param servlets in the order of initialisation
 * @param listeners class names of listeners, servlets that are listeners among them
 * @param applicationKey the static method marked {@code @SipApplicationKey}, if any
 * @param sessionTimeout minutes until an application session expires; 0 or less for never
 * @param proxyTimeout seconds a proxy waits for a final response
 * @param contextParameters from the descriptor
 */
public record ApplicationMetadata(
    String name,
    String displayName,
    String description,
    String mainServlet,
    List<ServletMetadata> servlets,
    List<String> listeners,
    Optional<KeyMethod> applicationKey,
    int sessionTimeout,
    int proxyTimeout,
    Map<String, String> contextParameters) {

  public ApplicationMetadata {
    servlets = List.copyOf(servlets);
    listeners = List.copyOf(listeners);
    contextParameters = Map.copyOf(contextParameters);
  }

  /** The method an application computes its session key with (JSR 289 18.2.5). */
  public record KeyMethod(String className, String methodName) {}

  /** The names of the servlets, in order. */
  public List<String> servletNames() {
    return servlets.stream().map(ServletMetadata::name).toList();
  }
}
