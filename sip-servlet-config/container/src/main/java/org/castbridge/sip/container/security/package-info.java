/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * SIP Digest as the client plays it (RFC 3261 22, RFC 8760). It must not know sessions or servlets.
 */
package org.castbridge.sip.container.security;
