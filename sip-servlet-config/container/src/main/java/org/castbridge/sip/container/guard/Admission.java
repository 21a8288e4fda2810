/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.guard;

import java.util.Set;
import java.util.TreeSet;
import org.castbridge.sip.container.guard.NetworkRequest.Place;
import org.castbridge.sip.router.RoutingRule;

/**
 * Decides which requests from the network reach the engine. Nothing that no application here takes,
 * and nothing that only looks like part of a dialogue of ours, is let through; the engine would
 * relay it.
 */
public final class Admission {

  /**
   * The methods RFC 3261 and its extensions define; any other is unknown unless an application
   * takes it.
   */
  public static final Set<String> KNOWN_METHODS =
      Set.of(
          "INVITE",
          "ACK",
          "BYE",
          "CANCEL",
          "OPTIONS",
          "REGISTER",
          "PRACK",
          "SUBSCRIBE",
          "NOTIFY",
          "PUBLISH",
          "INFO",
          "REFER",
          "MESSAGE",
          "UPDATE");

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED_URI_SCHEME = 416;
  private static final int NO_SUCH_CALL = 481;

  private final TrustedPeers trustedPeers;
  private final RoutingRule rule;

  public Admission(TrustedPeers trustedPeers, RoutingRule rule) {
    this.trustedPeers = trustedPeers;
    this.rule = rule;
  }

  /** The known methods as an Allow header lists them. */
  public static String allow() {
    return String.join(", ", new TreeSet<>(KNOWN_METHODS));
  }

  /** Judges one request. */
  public Verdict judge(NetworkRequest request) {
    return switch (request.method()) {
      case "ACK" ->
          request.ownState() ? Verdict.ADMIT : Verdict.drop("ACK for no dialogue of ours");
      case "CANCEL" ->
          request.cancelsSomething()
              ? Verdict.ADMIT
              : Verdict.refuse(NO_SUCH_CALL, "no such INVITE to cancel");
      default -> request.inDialogue() ? inDialogue(request) : initial(request);
    };
  }

  private static Verdict inDialogue(NetworkRequest request) {
    if (request.ownState()) {
      return Verdict.ADMIT;
    }
    return request.place() == Place.FOREIGN
        ? Verdict.refuse(FORBIDDEN, "not relayed: neither dialogue nor Request-URI is ours")
        : Verdict.refuse(NO_SUCH_CALL, "no such dialogue");
  }

  private Verdict initial(NetworkRequest request) {
    if (!trustedPeers.trusts(request.peer())) {
      return Verdict.refuse(FORBIDDEN, "peer is not trusted");
    }
    if (request.claimsState() && !request.ownState()) {
      return Verdict.refuse(FORBIDDEN, "Route carries state of another container");
    }
    if (request.ownState() || rule.choose(request.address()).isPresent()) {
      return Verdict.ADMIT;
    }
    return unmatched(request);
  }

  private static Verdict unmatched(NetworkRequest request) {
    if (request.address().routeLeft() || request.place() == Place.FOREIGN) {
      return Verdict.refuse(FORBIDDEN, "not relayed: no application here takes it");
    }
    if (request.place() == Place.OTHER_SCHEME) {
      return Verdict.refuse(UNSUPPORTED_URI_SCHEME, "only sip: and sips: are served here");
    }
    return KNOWN_METHODS.contains(request.method())
        ? Verdict.refuse(NOT_FOUND, "no application of that name")
        : Verdict.refuse(METHOD_NOT_ALLOWED, "unknown method");
  }
}
