/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The ICE agent of the media delivery function: lite or full (RFC 8445), with consent freshness
 * (RFC 7675), restart and candidates that come later (RFC 8838). It stands behind the patent's e*
 * reference point. Knows STUN; knows nothing of DTLS, media, sockets, threads or clocks.
 */
package org.castbridge.media.ice;
