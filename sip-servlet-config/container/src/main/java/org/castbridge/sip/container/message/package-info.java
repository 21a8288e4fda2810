/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The engine's messages with the methods Jakarta Servlet has gained since. The engine makes the
 * factory by class name with its own class loader.
 */
package org.castbridge.sip.container.message;
