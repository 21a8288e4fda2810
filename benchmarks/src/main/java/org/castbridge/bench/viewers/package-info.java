/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The load generator: hundreds of viewers in one process, each with a socket, ICE, DTLS and SRTP
 * keys of its own, as a browser has; only the decoder is missing. Knows nothing of the server but
 * how to ask it for a session ({@link Signalling}).
 */
package org.castbridge.bench.viewers;
