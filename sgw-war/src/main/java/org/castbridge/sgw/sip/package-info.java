/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * SIP Handler (patent part 406, [0037]): the user agents' side of Gm. {@link
 * org.castbridge.sgw.sip.SgwSipServlet} receives and {@link org.castbridge.sgw.sip.SipUser} sends,
 * {@link org.castbridge.sgw.sip.SipMessageBuilder} builds, {@link
 * org.castbridge.sgw.sip.SipConformance} validates ([0034]). It decides nothing about films.
 */
@SipApplication(name = "sgw")
package org.castbridge.sgw.sip;

import javax.servlet.sip.annotation.SipApplication;
