/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * RTSP 1.0 messages (RFC 2326) as the media control reference point Xc uses them: an incremental
 * decoder without input or output of its own, an encoder, and the header fields that playing a film
 * needs.
 *
 * <p>Must not know sockets, sessions or films: who answers what is decided by the Media Control
 * Function and the Signalling Gateway.
 */
package org.castbridge.signalling.rtsp;
