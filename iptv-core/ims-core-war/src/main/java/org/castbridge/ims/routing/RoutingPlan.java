/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.routing;

import java.util.List;
import java.util.Optional;
import org.castbridge.ims.ifc.ChainState;
import org.castbridge.ims.ifc.DefaultHandling;

/**
 * Where a request goes.
 *
 * @param kind what the next hop is
 * @param identity P-Asserted-Identity to set, replacing all; empty leaves the header as it came
 * @param requestUri new Request-URI; empty leaves it
 * @param routes Route values to put in front, topmost first
 * @param chain for an application server: how far the chain is when it was sent there
 * @param defaultHandling for an application server: what to do if it does not answer
 */
public record RoutingPlan(
    Kind kind,
    Optional<String> identity,
    Optional<String> requestUri,
    List<String> routes,
    Optional<ChainState> chain,
    DefaultHandling defaultHandling) {

  /** The next hop. */
  public enum Kind {
    /** An application server by filter criteria; the request comes back. */
    APPLICATION_SERVER,
    /** The server that hosts a public service identity; the request ends there. */
    SERVICE,
    /** A contact a user has registered. */
    CONTACT,
    /** The core itself: a ping. */
    SELF
  }
}
