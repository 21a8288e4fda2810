/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * From access unit to RTP payloads: H.264 (RFC 6184), VP8 (RFC 7741), Opus (RFC 7587). Nothing is
 * re-coded; each media byte is copied once, into the array all viewers of the unit share. Knows
 * nothing of RTP headers, time or viewers.
 */
package org.castbridge.media.payload;
