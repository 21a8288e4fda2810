/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv;

import javax.servlet.sip.annotation.SipServlet;

/** The name {@code sdf} in Route and Request-URI leads here. */
@SipServlet(name = "sdf", applicationName = "iptv-services", loadOnStartup = 1)
public class SdfServlet extends FunctionServlet {
  private static final long serialVersionUID = 1L;
}
