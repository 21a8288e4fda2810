/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The WildFly extension: subsystem {@code sip} in the management model, its XML, and the service
 * that runs the container.
 */
package org.castbridge.sip.extension;
