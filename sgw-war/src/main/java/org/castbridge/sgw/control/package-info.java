/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Signalling Gateway Control Engine (patent part 401, [0033]): one {@link
 * org.castbridge.sgw.control.UserAgentSession} for each W2 connection decides, without socket,
 * thread, clock or container, what every {@link org.castbridge.sgw.control.Input} means and which
 * {@link org.castbridge.sgw.control.Output}s follow for the protocol handlers 402, 404, 406, 408.
 *
 * <p>It must not know servlets, SIP Servlets, WebSocket, CDI or WildFly; time is an argument.
 */
package org.castbridge.sgw.control;
