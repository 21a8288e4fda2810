/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Stands between the network and the engine. The engine forwards what it finds no application for
 * to wherever the Request-URI says; the guard answers such requests instead, so that the container
 * never relays for strangers.
 */
package org.castbridge.sip.container.guard;
