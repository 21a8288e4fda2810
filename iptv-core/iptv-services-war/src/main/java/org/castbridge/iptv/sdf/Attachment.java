/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.sdf;

/**
 * The service attachment information as it goes into a NOTIFY.
 *
 * @param version changes with the content; 0 to 255
 * @param contentType its media type, of the configured profile
 * @param body the XML document
 */
public record Attachment(int version, String contentType, String body) {}
