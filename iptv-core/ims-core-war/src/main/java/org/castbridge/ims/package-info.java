/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Core IMS of the reference operator: P-CSCF, I-CSCF, S-CSCF and an HSS kept in a file, in one SIP
 * Servlet application (3GPP TS 23.228, TS 24.229). An operator replaces the whole of it by a core
 * of their own; nothing else in Castbridge knows this package.
 *
 * <p>The sub-packages hold plain logic that knows neither servlet nor clock; {@code sip} is the
 * thin shell around them.
 */
package org.castbridge.ims;
