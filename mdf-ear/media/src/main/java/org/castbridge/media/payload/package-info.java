/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * From access unit to RTP payloads: H.264 (RFC 6184, packetization-mode 1), VP8 (RFC 7741), Opus
 * (RFC 7587). Nothing is re-coded and no media byte is copied before the packet is written. Knows
 * nothing of RTP headers, time or viewers.
 */
package org.castbridge.media.payload;
