/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Names and header fields that the SIP functions of an IMS-based IPTV system share: public service
 * identities, media types and application ids of the two published profiles, digest authentication,
 * the trust domain, Warning and Reason.
 *
 * <p>Must not know a SIP stack: everything here is text in and text out.
 */
package org.castbridge.signalling.ims;
