/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * RTP (RFC 3550) as a sender needs it: header, sequence and time stamping, the history for
 * retransmission, and the retransmission stream (RFC 4588). Knows nothing of codecs, encryption or
 * networks.
 */
package org.castbridge.media.rtp;
