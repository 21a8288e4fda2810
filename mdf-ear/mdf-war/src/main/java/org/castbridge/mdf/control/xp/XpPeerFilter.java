/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.MdfLogger;

/** Xp decides over any film without asking for rights: it is for the operator's own MCFs only. */
@Provider
@PreMatching
@ApplicationScoped
public class XpPeerFilter implements ContainerRequestFilter {
  @Inject private MdfConfig config;
  @Context private HttpServletRequest request;

  public XpPeerFilter() {}

  XpPeerFilter(MdfConfig config) {
    this.config = config;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (!config.isTrustedPeer(request.getRemoteAddr())) {
      MdfLogger.LOG.untrustedPeer(request.getRemoteAddr());
      context.abortWith(
          XpErrors.answer(new ControlException(Kind.FORBIDDEN, "Xp is not for this address.")));
    }
  }
}
