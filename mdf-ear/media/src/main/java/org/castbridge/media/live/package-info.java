/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Live sources as the media core sees them: RTP described by SDP, elementary streams, and what is
 * told of them. Every source becomes access units in its own time; what a channel makes of that
 * time is not known here, nor are sockets, threads or clocks.
 */
package org.castbridge.media.live;
