/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The application router (JSR 289 section 15): which SIP application, and which of its servlets, an
 * initial request from the network is for. Applications are found by name, in the topmost own Route
 * or in the Request-URI.
 *
 * <p>It must not know the server it runs in, nor open any socket.
 */
package org.castbridge.sip.router;
