/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The ICE agent of the media delivery function: ICE-lite (RFC 8445), controlled, with consent
 * freshness (RFC 7675). It stands behind the patent's e* reference point. Knows STUN; knows nothing
 * of DTLS, media, sockets, threads or clocks.
 */
package org.castbridge.media.ice;
