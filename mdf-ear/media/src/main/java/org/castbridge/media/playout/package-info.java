/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * Film time against monotonic time: play, pause, seek, end of stream; which access unit is due when
 * (patent: media delivery, part of the streaming server 5021). Knows nothing of RTP headers,
 * networks or viewers' connections.
 */
package org.castbridge.media.playout;
