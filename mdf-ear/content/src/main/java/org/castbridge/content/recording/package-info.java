/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What is written while it is watched: the time-shift ring of a channel and recordings (patent: the
 * network PVR behind the streaming server 5021). Fragmented MP4 on disk, one fragment a second or a
 * group of pictures, written through; every fragment carries its own time, so that whatever is left
 * after a kill can be read. One thread writes, any number read without a lock. A plain library:
 * knows files and the channel's units, but no socket, no viewer and no clock.
 */
package org.castbridge.content.recording;
