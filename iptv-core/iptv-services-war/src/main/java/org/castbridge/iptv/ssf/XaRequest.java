/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.ssf;

/**
 * A GET or HEAD on Xa.
 *
 * @param path behind the SSF's location, beginning with a slash, decoded
 * @param payload the query parameter Payload, or null
 * @param intendedIdentity the header field X-3GPP-Intended-Identity, or null
 * @param ifNoneMatch the header field If-None-Match, or null
 * @param peer the address the request comes from
 */
record XaRequest(
    String path, String payload, String intendedIdentity, String ifNoneMatch, String peer) {}
