/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;

/** Reads a {@link RequestAddress} from a request as the container presents it. */
public final class ServletRequestAddress {
  private ServletRequestAddress() {}

  /**
   * Reads the address of an initial request.
   *
   * @throws IllegalArgumentException if the own Route cannot be read as an address
   */
  public static RequestAddress of(SipServletRequest request) {
    return new RequestAddress(
        poppedRoute(request), request.getHeaders("Route").hasNext(), hop(request.getRequestURI()));
  }

  private static Hop poppedRoute(SipServletRequest request) {
    Address popped = request.getInitialPoppedRoute();
    if (popped == null) {
      popped = request.getPoppedRoute();
    }
    return popped == null ? null : hop(popped.getURI());
  }

  private static Hop hop(URI uri) {
    return uri instanceof SipURI sip
        ? new Hop(sip.getParameter(Hop.APP_PARAMETER), sip.getUser())
        : null;
  }
}
