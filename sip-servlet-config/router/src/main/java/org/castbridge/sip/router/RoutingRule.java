/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import java.util.Optional;

/**
 * The rule by which an initial request from the network finds its application:
 *
 * <ol>
 *   <li>the own Route that was on top, by its parameter {@code app}, else its user part;
 *   <li>if another Route is left, the request is on its way elsewhere and the Request-URI is not
 *       ours to read (RFC 3261 16.4);
 *   <li>the Request-URI, by its parameter {@code app}, else its user part;
 *   <li>the default application, if there is one.
 * </ol>
 */
public final class RoutingRule {
  private final ApplicationDirectory directory;

  public RoutingRule(ApplicationDirectory directory) {
    this.directory = directory;
  }

  /** Chooses the target; empty means that no application here takes the request. */
  public Optional<Target> choose(RequestAddress address) {
    return named(address).or(directory::defaultTarget);
  }

  private Optional<Target> named(RequestAddress address) {
    Optional<Target> byRoute = byHop(address.poppedRoute());
    if (byRoute.isPresent() || address.routeLeft()) {
      return byRoute;
    }
    return byHop(address.requestUri());
  }

  private Optional<Target> byHop(Hop hop) {
    if (hop == null) {
      return Optional.empty();
    }
    return directory.find(hop.app()).or(() -> directory.find(hop.user()));
  }
}
