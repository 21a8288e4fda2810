/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import org.mobicents.servlet.sip.core.descriptor.MatchingRule;
import org.mobicents.servlet.sip.core.descriptor.MobicentsSipServletMapping;

/** Tells the engine which servlet an initial request goes to. */
final class NamedServletMapping implements MobicentsSipServletMapping {
  private final String servletName;

  NamedServletMapping(String servletName) {
    this.servletName = servletName;
  }

  @Override
  public String getServletName() {
    return servletName;
  }

  @Override
  public void setServletName(String name) {
    throw new UnsupportedOperationException("a mapping is made for one servlet");
  }

  /** The engine does not read it; the rule is the router's. */
  @Override
  public MatchingRule getMatchingRule() {
    return null;
  }

  @Override
  public void setMatchingRule(MatchingRule rule) {
    throw new UnsupportedOperationException("requests reach a servlet by name");
  }
}
