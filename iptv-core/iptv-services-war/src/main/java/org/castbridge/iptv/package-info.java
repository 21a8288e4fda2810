/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The operator's side of the service, as a working reference: SDF (service discovery), SSF (service
 * selection) and SCF (service control) of TS 182 027, one SIP and web application. This package
 * puts them together and runs them; it knows every other one, none knows it.
 */
@SipApplication(name = "iptv-services", displayName = "IPTV services", mainServlet = "scf")
package org.castbridge.iptv;

import javax.servlet.sip.annotation.SipApplication;
