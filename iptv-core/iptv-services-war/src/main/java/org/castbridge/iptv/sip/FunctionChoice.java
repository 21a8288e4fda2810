/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sip;

import java.util.Optional;
import org.castbridge.signalling.ims.ServiceIdentities;

/**
 * Which function an initial request is for. The container delivers by name; this decides from the
 * request itself, whatever servlet got it, so that a wrong filter criterion is answered properly.
 */
public enum FunctionChoice {
  SDF,
  SCF;

  /**
   * Chooses.
   *
   * @param routeUser user part of the popped Route, or null
   * @param requestUser user part of the Request-URI, or null
   * @return empty if the request names neither function
   */
  public static Optional<FunctionChoice> of(
      String routeUser, String requestUser, String method, ServiceIdentities identities) {
    return byName(routeUser)
        .or(() -> byName(requestUser))
        .or(() -> byIdentity(requestUser, identities))
        .or(() -> byMethod(method));
  }

  private static Optional<FunctionChoice> byName(String user) {
    if ("sdf".equalsIgnoreCase(user)) {
      return Optional.of(SDF);
    }
    return "scf".equalsIgnoreCase(user) ? Optional.of(SCF) : Optional.empty();
  }

  private static Optional<FunctionChoice> byIdentity(String user, ServiceIdentities identities) {
    if (identities.discoveryUser().equals(user)) {
      return Optional.of(SDF);
    }
    return identities.contentId(user).map(id -> SCF);
  }

  private static Optional<FunctionChoice> byMethod(String method) {
    return switch (method) {
      case "SUBSCRIBE" -> Optional.of(SDF);
      case "INVITE" -> Optional.of(SCF);
      default -> Optional.empty();
    };
  }
}
