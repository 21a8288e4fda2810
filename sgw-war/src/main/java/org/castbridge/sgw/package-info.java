/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The Signalling Gateway (patent part 40, [0031]): the web application that holds a {@link
 * org.castbridge.sgw.control.UserAgentSession} for each W2 connection and carries its outputs to
 * the protocol handlers, their inputs back to it.
 */
package org.castbridge.sgw;
