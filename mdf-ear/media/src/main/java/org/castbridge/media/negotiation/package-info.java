/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * A browser's offer and a film give an answer (RFC 3264, RFC 8829): which stored codec goes out
 * under which payload type, over which transport. Knows nothing of sockets, sessions or signalling
 * protocols.
 */
package org.castbridge.media.negotiation;
