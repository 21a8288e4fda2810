/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.ims.ifc;

/**
 * An application server on ISC.
 *
 * @param serverName its SIP URI
 * @param defaultHandling what happens when it does not answer
 * @param serviceInfo text passed to it in a third-party REGISTER, or null
 */
public record ApplicationServer(
    String serverName, DefaultHandling defaultHandling, String serviceInfo) {}
