/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Session descriptions (SDP, RFC 8866) as an immutable model that keeps every line it does not
 * know, with typed views on the lines that carry WebRTC transport (RFC 8839, RFC 8122) and IPTV
 * media control (TS 183 063, {@code iptv_rtsp}).
 *
 * <p>Must not know who negotiates what: offers are judged by the parts that answer them.
 */
package org.castbridge.signalling.sdp;
