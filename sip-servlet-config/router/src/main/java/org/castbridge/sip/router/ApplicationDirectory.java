/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The deployed SIP applications and the names of their servlets. One WAR may hold several
 * functions: application {@code iptv-services} with servlets {@code sdf} and {@code scf}; each can
 * be addressed by its own name.
 *
 * <p>Thread-safe. An application's name wins over a servlet's; among equal servlet names the
 * application first in alphabetical order wins, so that the answer does not depend on the order of
 * deployment.
 */
public final class ApplicationDirectory {

  /**
   * The engine makes the router by class name and has one container per JVM, so the link to the
   * container is static.
   */
  private static final ApplicationDirectory SHARED = new ApplicationDirectory();

  private final TreeMap<String, Set<String>> servletsByApplication = new TreeMap<>();
  private volatile String defaultApplication;

  /** The directory of this JVM's one container. */
  public static ApplicationDirectory shared() {
    return SHARED;
  }

  /** Adds an application, or replaces what is known about it. */
  public synchronized void deployed(String application, Collection<String> servlets) {
    servletsByApplication.put(application, Set.copyOf(servlets));
  }

  /** Forgets an application; unknown names are ignored. */
  public synchronized void undeployed(String application) {
    servletsByApplication.remove(application);
  }

  public synchronized boolean isDeployed(String application) {
    return application != null && servletsByApplication.containsKey(application);
  }

  /**
   * Names the application that takes every initial request no other one is named for.
   *
   * @param application its name, deployed now or later; null for none
   */
  public void setDefaultApplication(String application) {
    defaultApplication = application;
  }

  /** The default application, if one is named and deployed. */
  public Optional<Target> defaultTarget() {
    String name = defaultApplication;
    return isDeployed(name) ? Optional.of(new Target(name, null)) : Optional.empty();
  }

  /** Finds who answers to a name: an application, else a servlet of one. */
  public synchronized Optional<Target> find(String name) {
    if (name == null) {
      return Optional.empty();
    }
    if (servletsByApplication.containsKey(name)) {
      return Optional.of(new Target(name, null));
    }
    return servletsByApplication.entrySet().stream()
        .filter(application -> application.getValue().contains(name))
        .map(application -> new Target(application.getKey(), name))
        .findFirst();
  }
}
