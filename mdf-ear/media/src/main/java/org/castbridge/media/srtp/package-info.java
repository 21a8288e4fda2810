/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * SRTP and SRTCP (RFC 3711, AEAD of RFC 7714) of one viewer over jitsi-srtp, with the keys the DTLS
 * handshake exported: the patent's Xd'. Knows nothing of how the keys were agreed, nor of what the
 * packets carry beyond their SSRC.
 */
package org.castbridge.media.srtp;
