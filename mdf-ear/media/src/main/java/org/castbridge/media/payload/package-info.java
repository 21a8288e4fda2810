/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * From access unit to RTP payloads and back: H.264 (RFC 6184), H.265 (RFC 7798), VP8 (RFC 7741),
 * VP9 (RFC 9628), AV1 (its RTP specification), Opus (RFC 7587, RFC 2198). Nothing is re-coded; each
 * media byte is copied once, into the array all viewers of the unit share. Knows nothing of RTP
 * headers, but how far a packet may be padded, nor of time or viewers.
 */
package org.castbridge.media.payload;
