/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.container.application;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/** What a SIP servlet learns at {@code init}. */
record SipServletConfig(String name, ServletContext context, Map<String, String> parameters)
    implements ServletConfig {

  @Override
  public String getServletName() {
    return name;
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  @Override
  public String getInitParameter(String parameter) {
    return parameters.get(parameter);
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }
}
