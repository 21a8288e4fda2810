/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import java.net.InetAddress;
import org.castbridge.sip.router.RequestAddress;

/**
 * What the guard looks at in a request that came over a socket.
 *
 * @param method as written, case-sensitive (RFC 3261 7.1)
 * @param inDialogue true if the To header carries a tag
 * @param peer where the packet came from; null if unknown
 * @param address what names the application
 * @param place whose the Request-URI is
 * @param ownState true if a tag, Route or Request-URI parameter that this container gave out names
 *     a deployed application
 * @param claimsState true if it carries parameters only this container writes
 * @param cancelsSomething for CANCEL: true if the INVITE it is for is known
 */
public record NetworkRequest(
    String method,
    boolean inDialogue,
    InetAddress peer,
    RequestAddress address,
    Place place,
    boolean ownState,
    boolean claimsState,
    boolean cancelsSomething) {

  /** Whose a Request-URI is. */
  public enum Place {
    /** A connector's address, or the configured domain. */
    OWN,
    /** Any other host. */
    FOREIGN,
    /** Not a SIP URI, {@code tel:} for example. */
    OTHER_SCHEME
  }
}
