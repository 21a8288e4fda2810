/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.ar.SipApplicationRouter;
import javax.servlet.sip.ar.SipApplicationRouterInfo;
import javax.servlet.sip.ar.SipApplicationRoutingDirective;
import javax.servlet.sip.ar.SipApplicationRoutingRegion;
import javax.servlet.sip.ar.SipRouteModifier;
import javax.servlet.sip.ar.SipTargetedRequestInfo;

/**
 * The router the engine asks for every initial request. What an application sends always leaves the
 * container: functions that share it meet through Core IMS only, never inside. What comes from the
 * network goes to the application it names, and to one application only.
 */
public final class NamedApplicationRouter implements SipApplicationRouter {

  /**
   * Kept by the engine with the session, and shown to us again when that application proxies the
   * request onwards.
   */
  private static final String DELIVERED = "delivered";

  private static final SipApplicationRouterInfo LEAVE =
      new SipApplicationRouterInfo(null, null, null, null, SipRouteModifier.NO_ROUTE, DELIVERED);

  private final ApplicationDirectory directory;
  private final RoutingRule rule;

  public NamedApplicationRouter(ApplicationDirectory directory) {
    this.directory = directory;
    this.rule = new RoutingRule(directory);
  }

  /**
   * Chooses the next application.
   *
   * @throws IllegalStateException for a request from the network that no application takes: the
   *     engine would relay it to wherever its Request-URI says (it answers 500 instead). The
   *     container's guard refuses such requests before.
   */
  @Override
  public SipApplicationRouterInfo getNextApplication(
      SipServletRequest request,
      SipApplicationRoutingRegion region,
      SipApplicationRoutingDirective directive,
      SipTargetedRequestInfo targeted,
      Serializable stateInfo) {
    if (stateInfo != null || isFromApplication(request)) {
      return LEAVE;
    }
    return targeted(targeted)
        .or(() -> rule.choose(ServletRequestAddress.of(request)))
        .map(target -> deliver(target, request))
        .orElseThrow(
            () -> new IllegalStateException("no SIP application takes " + request.getRequestURI()));
  }

  /**
   * A request that never came over a socket carries no remote address, not even the one it first
   * came from.
   */
  private static boolean isFromApplication(SipServletRequest request) {
    return request.getRemoteAddr() == null && request.getInitialRemoteAddr() == null;
  }

  /**
   * JSR 289 15.11.3: a URI encoded by an application belongs to it. Join and Replaces are left to
   * the address: all applications share one dialogue table, so the dialogue they name may be
   * another application's leg of the same call.
   */
  private Optional<Target> targeted(SipTargetedRequestInfo targeted) {
    return Optional.ofNullable(targeted)
        .filter(info -> info.getType() == javax.servlet.sip.ar.SipTargetedRequestType.ENCODED_URI)
        .map(SipTargetedRequestInfo::getApplicationName)
        .filter(directory::isDeployed)
        .map(application -> new Target(application, null));
  }

  private static SipApplicationRouterInfo deliver(Target target, SipServletRequest request) {
    return new SipApplicationRouterInfo(
        target.application(),
        SipApplicationRoutingRegion.NEUTRAL_REGION,
        request.getFrom().getURI().toString(),
        null,
        SipRouteModifier.NO_ROUTE,
        DELIVERED);
  }

  /**
   * The container tells the directory itself, with the servlets' names, which the engine does not
   * know.
   */
  @Override
  public void applicationDeployed(List<String> applications) {}

  @Override
  public void applicationUndeployed(List<String> applications) {}

  @Override
  public void init() {}

  @Override
  public void init(Properties properties) {}

  @Override
  public void destroy() {}
}
