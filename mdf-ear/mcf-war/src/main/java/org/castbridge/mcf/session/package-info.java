/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * A viewer's session as the Media Control Function holds it: offer in, answer out, the states
 * between, and everything that ends it. Knows Xp and the texts of SDP; must not know a SIP stack, a
 * socket or a thread.
 */
package org.castbridge.mcf.session;
