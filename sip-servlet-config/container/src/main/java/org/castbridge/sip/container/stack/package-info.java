/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The SIP stack: its settings, its listening points, and the engine's view of the service it runs
 * in.
 */
package org.castbridge.sip.container.stack;
