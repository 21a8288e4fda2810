/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What happens to a WAR on its way into the server: SIP is detected, its classes are wired, its
 * life is tied to the stack.
 */
package org.castbridge.sip.extension.deployment;
