/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * RTCP (RFC 3550, RFC 4585, RFC 5104, REMB): parsing what a viewer sends, building what we send.
 * Knows nothing of encryption, sessions or networks.
 */
package org.castbridge.media.rtcp;
