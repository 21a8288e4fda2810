/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

/**
 * The part of an initial request the choice of the application rests on.
 *
 * @param poppedRoute the topmost Route header, if it named this container and was taken off; else
 *     null
 * @param routeLeft true if a Route header remains, so that the request still has somewhere else to
 *     go
 * @param requestUri the Request-URI; null if it is neither {@code sip:} nor {@code sips:}
 */
public record RequestAddress(Hop poppedRoute, boolean routeLeft, Hop requestUri) {}
