/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * DTLS-SRTP key agreement (RFC 5763, RFC 5764) as the DTLS server, over Bouncy Castle's lightweight
 * API; the patent's Xd'. Bouncy Castle's handshake blocks, so the shell runs it on a thread of its
 * own. Knows nothing of sockets, SDP or media, and never registers a security provider.
 */
package org.castbridge.media.dtls;
