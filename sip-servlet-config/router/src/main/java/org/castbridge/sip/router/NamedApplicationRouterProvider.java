/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.router;

import javax.servlet.sip.ar.SipApplicationRouter;
import javax.servlet.sip.ar.spi.SipApplicationRouterProvider;

/**
 * Gives the engine its router. The engine makes it by class name with its own class loader (system
 * property {@link #PROPERTY}), so it must be top-level, public, and in the engine's module.
 */
public final class NamedApplicationRouterProvider extends SipApplicationRouterProvider {

  /** System property by which JSR 289 (15.4.2) finds the provider. */
  public static final String PROPERTY = "javax.servlet.sip.ar.spi.SipApplicationRouterProvider";

  private final SipApplicationRouter router =
      new NamedApplicationRouter(ApplicationDirectory.shared());

  @Override
  public SipApplicationRouter getSipApplicationRouter() {
    return router;
  }
}
