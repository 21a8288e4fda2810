/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Reference point y2: the SIP Servlet application {@code mcf}, user agent server of the sessions
 * the Service Control Function sends through Core IMS. Translates between SIP messages and {@code
 * org.castbridge.mcf.session}; decides nothing itself.
 */
package org.castbridge.mcf.sip;
