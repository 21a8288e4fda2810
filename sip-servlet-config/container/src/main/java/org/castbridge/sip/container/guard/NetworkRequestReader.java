/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import gov.nist.javax.sip.header.extensions.JoinHeader;
import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.ListIterator;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import org.castbridge.sip.container.guard.NetworkRequest.Place;
import org.castbridge.sip.router.Hop;
import org.castbridge.sip.router.RequestAddress;
import org.mobicents.servlet.sip.JainSipUtils;
import org.mobicents.servlet.sip.core.ApplicationRoutingHeaderComposer;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.dispatchers.MessageDispatcher;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;
import org.mobicents.servlet.sip.core.session.SipApplicationSessionKey;

/**
 * Reads from a parsed request what the guard looks at, in the engine's own terms of what is ours.
 */
final class NetworkRequestReader {
  private final SipApplicationDispatcher dispatcher;
  private final String domain;

  NetworkRequestReader(SipApplicationDispatcher dispatcher, String domain) {
    this.dispatcher = dispatcher;
    this.domain = domain;
  }

  NetworkRequest read(SIPRequest request) {
    SipURI ownRoute = ownRoute(request);
    return new NetworkRequest(
        request.getMethod(),
        toTag(request) != null,
        request.getPeerPacketSourceAddress(),
        new RequestAddress(
            hop(ownRoute), routesLeft(request, ownRoute != null), hop(request.getRequestURI())),
        place(request),
        ownState(request, ownRoute),
        claimsState(ownRoute),
        cancelsSomething(request));
  }

  /** The topmost Route's URI if it names this container, else null. */
  private SipURI ownRoute(SIPRequest request) {
    RouteHeader top = (RouteHeader) request.getHeader(RouteHeader.NAME);
    if (top == null
        || !(top.getAddress().getURI() instanceof SipURI uri)
        || dispatcher.isRouteExternal(top)) {
      return null;
    }
    return uri;
  }

  private static boolean routesLeft(SIPRequest request, boolean topIsOwn) {
    ListIterator<?> routes = request.getHeaders(RouteHeader.NAME);
    if (topIsOwn && routes.hasNext()) {
      routes.next();
    }
    return routes.hasNext();
  }

  private static Hop hop(URI uri) {
    return uri instanceof SipURI sip
        ? new Hop(sip.getParameter(Hop.APP_PARAMETER), sip.getUser())
        : null;
  }

  private Place place(SIPRequest request) {
    if (!(request.getRequestURI() instanceof SipURI uri)) {
      return Place.OTHER_SCHEME;
    }
    boolean own =
        (domain != null && domain.equalsIgnoreCase(uri.getHost()))
            || !dispatcher.isExternal(
                uri.getHost(), uri.getPort(), JainSipUtils.findTransport(request));
    return own ? Place.OWN : Place.FOREIGN;
  }

  private boolean ownState(SIPRequest request, SipURI ownRoute) {
    return namesApplication(ownRoute)
        || namesApplication(toTag(request))
        || (request.getRequestURI() instanceof SipURI uri && namesApplication(uri));
  }

  private boolean namesApplication(SipURI uri) {
    String hash =
        uri == null ? null : uri.getParameter(MessageDispatcher.RR_PARAM_APPLICATION_NAME);
    String application = hash == null ? null : dispatcher.getApplicationNameFromHash(hash);
    return application != null && lives(application, uri.getParameter(MessageDispatcher.APP_ID));
  }

  private boolean namesApplication(String tag) {
    if (tag == null) {
      return false;
    }
    try {
      String[] parts = ApplicationRoutingHeaderComposer.getAppNameAndSessionId(dispatcher, tag);
      return parts[1] != null && lives(parts[1], parts[2]);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return false; // looks like a tag of ours, but is none
    }
  }

  /**
   * True if the session is still there. A late ACK or BYE of one that ended is nothing to write
   * stack traces about.
   */
  private boolean lives(String application, String sessionId) {
    SipContext context = dispatcher.findSipApplication(application);
    if (context == null || sessionId == null) {
      return false;
    }
    SipApplicationSessionKey key =
        SessionManagerUtil.getSipApplicationSessionKey(application, sessionId, null);
    return context.getSipManager().getSipApplicationSession(key, false) != null
        || context.getSipSessionsUtil().getCorrespondingSipApplicationSession(key, JoinHeader.NAME)
            != null
        || context
                .getSipSessionsUtil()
                .getCorrespondingSipApplicationSession(key, ReplacesHeader.NAME)
            != null;
  }

  private static boolean claimsState(SipURI ownRoute) {
    return ownRoute != null
        && (ownRoute.getParameter(MessageDispatcher.ROUTE_PARAM_DIRECTIVE) != null
            || ownRoute.getParameter(MessageDispatcher.RR_PARAM_PROXY_APP) != null);
  }

  private boolean cancelsSomething(SIPRequest request) {
    return SIPRequest.CANCEL.equals(request.getMethod())
        && ((SIPTransactionStack) dispatcher.getSipStack()).findCancelTransaction(request, true)
            != null;
  }

  private static String toTag(SIPRequest request) {
    return ((ToHeader) request.getTo()).getTag();
  }
}
